import { LRUCache } from 'lru-cache'

/** Remembers what verified tokens came to, the least recently shown forgotten first. */
export interface TokenMemory<Known> {
  /** What exactly this token, its signature included, came to; undefined for any other. */
  recall(token: string): Known | undefined
  /** @param token in compact form: ASCII, with a signature after its last dot */
  remember(token: string, known: Known): void
}

interface Entry<Known> {
  readonly signature: Uint8Array
  readonly known: Known
}

/**
 * Creates a memory by which a token is known without a digest of it, which would cost more than all that follows.
 *
 * What is signed gives nobody anything, so it stands as it is. The signature, which makes a token of it, is kept apart as bytes: a heap snapshot
 * shows strings, and of buffers only their size.
 *
 * @param maxCharacters of all tokens together
 */
export function createTokenMemory<Known>(maxCharacters: number): TokenMemory<Known> {
  const entries = new LRUCache<string, Entry<Known>>({ maxSize: maxCharacters })

  return {
    recall(token) {
      const dot = token.lastIndexOf('.')
      const entry = entries.get(token.slice(0, dot))
      return entry !== undefined && isWritten(entry.signature, token, dot + 1) ? entry.known : undefined
    },
    remember(token, known) {
      const dot = token.lastIndexOf('.')
      const bytes = Buffer.from(token, 'latin1')
      // A copy: a part of a string holds on to the whole.
      const content = bytes.toString('latin1', 0, dot)
      entries.set(content, { signature: new Uint8Array(bytes.subarray(dot + 1)), known }, { size: token.length })
    },
  }
}

/** Whether text goes on with these bytes and ends. However much of it does takes equally long. */
function isWritten(bytes: Uint8Array, text: string, from: number): boolean {
  if (text.length - from !== bytes.length) return false
  let difference = 0
  for (let index = 0; index < bytes.length; index++) {
    difference |= (bytes[index] as number) ^ text.charCodeAt(from + index)
  }
  return difference === 0
}
