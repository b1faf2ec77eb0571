import { explainLines } from './explain-yaml.ts'
import type { StatementContext } from './statement-context.ts'
import type { YamlText } from './yaml-node.ts'

/** Reports the slips that made YAML read as text what was meant as something else; answers whether there were any. */
export function explainText({ span, plain }: YamlText, { source, locate, log }: StatementContext): boolean {
  return plain && explainLines({ source, from: span.offset, to: span.offset + span.length, locate, log }) !== null
}
