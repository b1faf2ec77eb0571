import type { FieldPattern } from '../ast.ts'
import { createDiagnosticLog } from '../read/diagnostic-log.ts'
import { parseFields } from '../read/parse-field-pattern.ts'
import { createLocate } from '../read/source-text.ts'

/** The fields of a list that a test spells out, separated by commas. @throws TypeError where they cannot be read */
export function fieldsOf(list: string): readonly FieldPattern[] {
  const log = createDiagnosticLog(list)
  const fields = parseFields(list, createLocate(list), log)
  if (fields === null) throw new TypeError(`\`${list}\` is no field list: ${log.list()[0]?.message ?? ''}`)
  return fields
}
