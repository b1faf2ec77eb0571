import { z } from 'zod'
import { id } from './id.ts'

/** What a doctor writes about a patient. */
export const patientRecord = z.strictObject({
  name: z.string().min(1).max(200),
  notes: z.string().max(20_000).default(''),
  lastVisitDate: z.iso.date().nullable().default(null),
})

/** A patient as created. The id is the facility's own number for the patient. */
export const patient = patientRecord.extend({ patientId: id })

export type Patient = z.infer<typeof patient>

/** A patient in a list: no notes, which not everybody who sees the list may read. */
export type PatientEntry = Omit<Patient, 'notes'>
