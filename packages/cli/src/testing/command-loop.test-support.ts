import { main } from '../main.ts'

// Runs one command line after another in this process, as they come, and marks where the output of each ends.

process.stdout.setMaxListeners(0)

process.on('message', ({ words, cwd }: { readonly words: readonly string[]; readonly cwd: string }) => {
  process.chdir(cwd)
  void main(words).then((code) => {
    process.stderr.write('\0')
    process.stdout.write(`${code}\0`)
  })
})
