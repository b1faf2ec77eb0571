import Database from 'better-sqlite3'
import type { Diagnostic } from './diagnostic.ts'
import type { Patient } from './patient.ts'

/** The application's own data. Everything is reached through a tenant, so no query can forget one. */
export interface Records {
  ofTenant(tenant: string): TenantRecords
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

/** Opens the records kept in a file, and makes the file where there is none. */
export function openRecords(file: string): Records {
  const database = new Database(file)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.pragma('foreign_keys = ON')
  database.exec(SCHEMA)

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

  return {
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
