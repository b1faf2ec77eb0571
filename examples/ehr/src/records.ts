import type { ListFilter, RowMapping } from '@wardkit/core'
import { installFilterFunctions } from '@wardkit/core/filter'
import Database from 'better-sqlite3'
import type { Diagnostic, DiagnosticEntry } from './diagnostic.ts'
import { PAGE_SIZE, type ListQuery, type Page } from './list-query.ts'
import type { Patient, PatientEntry } from './patient.ts'

/** The application's own data. One record is reached through its tenant, and lists through a filter that knows it, so no query can forget one. */
export interface Records {
  ofTenant(tenant: string): TenantRecords
  /** The patients that a filter over `PATIENT_ROWS` lets through, by name. */
  listPatients(filter: ListFilter, query: ListQuery): Page<PatientEntry>
  /** The reports that a filter over `DIAGNOSTIC_ROWS` lets through, by id. */
  listDiagnostics(
    filter: ListFilter,
    query: ListQuery & { readonly patientId?: string | undefined },
  ): Page<DiagnosticEntry>
  close(): void
}

/** One facility's patients and reports. */
export interface TenantRecords {
  findPatient(patientId: string): Patient | undefined
  /** False when the id is taken. */
  insertPatient(patient: Patient): boolean
  /** False when there is no such patient. */
  updatePatient(patient: Patient): boolean
  deletePatient(patientId: string): void
  findDiagnostic(diagnosticId: string): Diagnostic | undefined
  /** False when the id is taken. */
  insertDiagnostic(diagnostic: Diagnostic): boolean
  /** False when there is no such diagnostic. */
  updateReport(diagnosticId: string, report: string): boolean
  deleteDiagnostic(diagnosticId: string): void
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS patient (
    tenant TEXT NOT NULL,
    patientId TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    lastVisitDate TEXT,
    PRIMARY KEY (tenant, patientId)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS diagnostic (
    tenant TEXT NOT NULL,
    diagnosticId TEXT NOT NULL,
    patientId TEXT NOT NULL,
    report TEXT NOT NULL,
    PRIMARY KEY (tenant, diagnosticId),
    FOREIGN KEY (tenant, patientId) REFERENCES patient (tenant, patientId)
  ) STRICT;
`

/** What filters need to know of the tables: owner and tags of each record are registered with Wardkit, in its own database. */
export const PATIENT_ROWS: RowMapping = rowsOf('patient', 'patientId')
export const DIAGNOSTIC_ROWS: RowMapping = rowsOf('diagnostic', 'diagnosticId')

function rowsOf(table: string, id: string): RowMapping {
  return { dialect: 'sqlite', id: `${table}.${id}`, tenant: `${table}.tenant`, registered: 'wardkit.resources' }
}

/**
 * Opens the records kept in a file, and makes the file where there is none.
 *
 * @param wardkitFile Wardkit's own database, which is there already
 */
export function openRecords(file: string, wardkitFile: string): Records {
  const database = new Database(file)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.pragma('foreign_keys = ON')
  database.exec(SCHEMA)
  database.prepare('ATTACH ? AS wardkit').run(wardkitFile)
  installFilterFunctions(database)

  const findPatient = database.prepare<[string, string], Patient>(
    'SELECT patientId, name, notes, lastVisitDate FROM patient WHERE tenant = ? AND patientId = ?',
  )
  const insertPatient = database.prepare(
    `INSERT INTO patient (tenant, patientId, name, notes, lastVisitDate)
     VALUES (@tenant, @patientId, @name, @notes, @lastVisitDate) ON CONFLICT DO NOTHING`,
  )
  const updatePatient = database.prepare(
    `UPDATE patient SET name = @name, notes = @notes, lastVisitDate = @lastVisitDate
     WHERE tenant = @tenant AND patientId = @patientId`,
  )
  const deletePatient = database.prepare('DELETE FROM patient WHERE tenant = ? AND patientId = ?')
  const findDiagnostic = database.prepare<[string, string], Diagnostic>(
    'SELECT diagnosticId, patientId, report FROM diagnostic WHERE tenant = ? AND diagnosticId = ?',
  )
  const insertDiagnostic = database.prepare(
    `INSERT INTO diagnostic (tenant, diagnosticId, patientId, report)
     VALUES (@tenant, @diagnosticId, @patientId, @report) ON CONFLICT DO NOTHING`,
  )
  const updateReport = database.prepare('UPDATE diagnostic SET report = ? WHERE tenant = ? AND diagnosticId = ?')
  const deleteDiagnostic = database.prepare('DELETE FROM diagnostic WHERE tenant = ? AND diagnosticId = ?')

  /** One page of what passes the filter and the caller's own search. */
  function list<Row>(
    columns: string,
    from: string,
    order: string,
    filter: ListFilter,
    own: Condition,
    page = 1,
  ): Page<Row> {
    if (filter.isEmpty) return { items: [], total: 0 }
    const { text, values } = filter.sql()
    const where = `FROM ${from} WHERE ${text} AND ${own.text}`
    const all = [...values, ...own.values]
    const total =
      database
        .prepare<unknown[], number>(`SELECT count(*) ${where}`)
        .pluck()
        .get(...all) ?? 0
    const items = database
      .prepare<unknown[], Row>(`SELECT ${columns} ${where} ORDER BY ${order} LIMIT ? OFFSET ?`)
      .all(...all, PAGE_SIZE, (page - 1) * PAGE_SIZE)
    return { items, total }
  }

  return {
    listPatients: (filter, { search, page }) =>
      list(
        'patientId, name, lastVisitDate',
        'patient',
        'name COLLATE NOCASE, patientId',
        filter,
        contains(['name', 'patientId'], search),
        page,
      ),
    listDiagnostics: (filter, { search, patientId, page }) => {
      const found = contains(['diagnosticId', 'patientId'], search)
      const own =
        patientId === undefined
          ? found
          : { text: `patientId = ? AND ${found.text}`, values: [patientId, ...found.values] }
      return list('diagnosticId, patientId', 'diagnostic', 'diagnosticId', filter, own, page)
    },
    ofTenant: (tenant) => ({
      findPatient: (patientId) => findPatient.get(tenant, patientId),
      insertPatient: (patient) => insertPatient.run({ tenant, ...patient }).changes === 1,
      updatePatient: (patient) => updatePatient.run({ tenant, ...patient }).changes === 1,
      deletePatient: (patientId) => void deletePatient.run(tenant, patientId),
      findDiagnostic: (diagnosticId) => findDiagnostic.get(tenant, diagnosticId),
      insertDiagnostic: (diagnostic) => insertDiagnostic.run({ tenant, ...diagnostic }).changes === 1,
      updateReport: (diagnosticId, report) => updateReport.run(report, tenant, diagnosticId).changes === 1,
      deleteDiagnostic: (diagnosticId) => void deleteDiagnostic.run(tenant, diagnosticId),
    }),
    close: () => database.close(),
  }
}

interface Condition {
  readonly text: string
  readonly values: readonly string[]
}

/** `instr` takes what is searched for as it is, where LIKE would read `%` and `_` in it. */
function contains(columns: readonly string[], search = ''): Condition {
  if (search === '') return { text: 'TRUE', values: [] }
  const text = columns.map((column) => `instr(lower(${column}), lower(?)) > 0`).join(' OR ')
  return { text: `(${text})`, values: columns.map(() => search) }
}
