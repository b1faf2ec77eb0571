import { z } from 'zod'
import { id } from './id.ts'

/** The part of a diagnostic that may be corrected later. */
export const diagnosticReport = z.strictObject({ report: z.string().min(1).max(20_000) })

/** A report about one patient. */
export const diagnostic = diagnosticReport.extend({ diagnosticId: id, patientId: id })

export type Diagnostic = z.infer<typeof diagnostic>

/** A report in a list: without what it says. */
export type DiagnosticEntry = Omit<Diagnostic, 'report'>
