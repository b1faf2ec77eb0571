import { text } from 'node:stream/consumers'
import { UsageError } from './usage-error.ts'

/** The longest secret read, in characters: beyond any password, short of a file piped in by mistake. */
const LONGEST = 4_096

/**
 * Reads a password: typed without echo and twice at a terminal, else the one line on standard input. Never from the command line, which every user
 * of the machine can read and shells remember.
 *
 * @throws UsageError
 */
export async function readNewPassword(): Promise<string> {
  if (!process.stdin.isTTY) return readPiped()
  const password = await readTyped('password: ')
  if ((await readTyped('again:    ')) === password) return password
  throw new UsageError('the two are not the same')
}

async function readPiped(): Promise<string> {
  const password = (await text(process.stdin)).replace(/\r?\n$/, '')
  if (password === '')
    throw new UsageError('there is no password on standard input', 'type it at a terminal, or pipe it in')
  if (password.length > LONGEST || /[\r\n]/.test(password)) {
    throw new UsageError('standard input is not one line with a password')
  }
  return password
}

const CONTROL = { end: '\u0004', interrupt: '\u0003', backspace: '\u007f' } as const

/** Reads one line in raw mode, which echoes nothing. */
function readTyped(prompt: string): Promise<string> {
  const { stdin, stderr } = process
  return new Promise((resolve, reject) => {
    let typed = ''
    const end = (settle: () => void) => {
      stdin.off('data', read).setRawMode(false).pause()
      stderr.write('\n')
      settle()
    }
    const read = (chunk: Buffer) => {
      for (const character of chunk.toString('utf8')) {
        if (character === '\r' || character === '\n' || character === CONTROL.end) {
          end(() => resolve(typed))
          return
        }
        if (character === CONTROL.interrupt) {
          end(() => reject(new UsageError('interrupted')))
          return
        }
        if (character === CONTROL.backspace) typed = [...typed].slice(0, -1).join('')
        else if (typed.length < LONGEST) typed += character
      }
    }
    stderr.write(prompt)
    stdin.setRawMode(true).resume().on('data', read)
  })
}
