import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A fenced block of a page for readers. */
export interface CodeBlock {
  /** Where it stands: `docs/guides/x.md:12`. */
  readonly place: string
  /** What follows the fence: `ts`, `yaml`. */
  readonly language: string
  readonly text: string
}

const root = fileURLToPath(new URL('..', import.meta.url))

/** Every fenced block of the README and the guides, in one language. */
export function findCodeBlocks(language: string): readonly CodeBlock[] {
  return ['README.md', ...globSync('docs/guides/*.md', { cwd: root }).sort()].flatMap((page) => {
    const source = readFileSync(root + page, 'utf8')
    return [...source.matchAll(/^```(\w+)\n(.*?)^```$/gms)]
      .map(({ 1: name = '', 2: text = '', index }) => ({
        place: `${page}:${lineAt(source, index)}`,
        language: name,
        text,
      }))
      .filter((block) => block.language === language)
  })
}

function lineAt(source: string, index: number): number {
  return source.slice(0, index).split('\n').length
}
