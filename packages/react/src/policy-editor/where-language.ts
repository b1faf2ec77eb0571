import { StreamLanguage } from '@codemirror/language'
import { EditorState, type Extension } from '@codemirror/state'

const KEYWORD = /^(?:AND|OR|NOT|IN|LIKE|BETWEEN|IS|NULL|ALL|TRUE|FALSE)\b/i

/** The colours of a `where` clause. */
const WHERE = StreamLanguage.define<null>({
  startState: () => null,
  token(stream) {
    if (stream.eatSpace()) return null
    if (stream.match(/^'(?:[^']|'')*'?/)) return 'string'
    if (stream.match(/^\$(?:[^\s()=<>!,'"]|"(?:[^"]|"")*")+/)) return 'variableName'
    if (stream.match(KEYWORD)) return 'keyword'
    if (stream.match(/^-?\d+(?:\.\d+)?/)) return 'number'
    stream.next()
    return null
  },
})

/** An editor of one `where` clause: its colours, and one line, whatever is pasted. */
export const WHERE_LANGUAGE: Extension = [
  WHERE,
  EditorState.transactionFilter.of((transaction) => {
    if (!transaction.docChanged || transaction.newDoc.lines === 1) return transaction
    return [
      transaction,
      {
        changes: {
          from: 0,
          to: transaction.newDoc.length,
          insert: transaction.newDoc.toString().replace(/\s*\n\s*/g, ' '),
        },
        sequential: true,
      },
    ]
  }),
]
