import { CST, Lexer } from 'yaml'

/** Whether YAML or JSON text has a comment. */
export function hasComments(source: string): boolean {
  return markComments(source).includes(MARK)
}

/** YAML without its comments, and without the lines and spaces that only they made. */
export function stripComments(source: string): string {
  return markComments(source)
    .split('\n')
    .filter((line) => line.trim() !== MARK)
    .map((line) => (line.endsWith(MARK) ? line.slice(0, -MARK.length).trimEnd() : line))
    .join('\n')
}

/** No policy holds this character: its reader refuses it. */
const MARK = '\u0001'

function markComments(source: string): string {
  let isText = false
  let marked = ''
  for (const lexeme of new Lexer().lex(source)) {
    const kind = isText ? 'scalar' : CST.tokenType(lexeme)
    isText = lexeme === CST.SCALAR
    // The lexer's own marks stand for nothing in the text.
    if (kind === 'comment') marked += MARK
    else if (kind !== 'doc-mode' && !isText && lexeme !== CST.FLOW_END) marked += lexeme
  }
  return marked
}
