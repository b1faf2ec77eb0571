import { readFileSync } from 'node:fs'
import { buildSchema, parse } from 'graphql'
import type { Json, JsonObject } from '../../model/json.ts'
import type { Service } from '../../model/service.ts'
import type { LoadGraphQLServiceInput } from '../load-graphql-service-input.ts'
import { loadGraphQLService } from '../load-graphql-service.ts'
import type { RootFieldRequest, RootFieldsRead } from '../root-field-request.ts'
import { readRootFields } from '../read-root-fields.ts'

/** The schema of a clinic, in SDL. */
export const CLINIC_SDL = readFileSync(new URL('clinic.graphql', import.meta.url), 'utf8')

/** What the schema's root fields are about. */
export const CLINIC_RESOURCES = {
  'query:patient': 'patient',
  'query:diagnostic': 'diagnostic',
  'mutation:updatePatient': 'patient',
  'mutation:createDiagnostic': { type: 'patient', id: 'input.patientId' },
  'mutation:discharge': { type: 'patient', id: 'input.id' },
  'subscription:patientChanged': 'patient',
}

export const clinicSchema = buildSchema(CLINIC_SDL)

/** The clinic's GraphQL service. */
export async function loadClinicSchema(options: Partial<LoadGraphQLServiceInput> = {}): Promise<Service> {
  const { service } = await loadGraphQLService({ schema: CLINIC_SDL, resources: CLINIC_RESOURCES, ...options })
  return service
}

/** Reads a request to the clinic. */
export function readClinicRequest(source: string, variables: JsonObject = {}): RootFieldsRead {
  return readRootFields({ schema: clinicSchema, document: parse(source), variables })
}

/** The root fields of a request that can be read, as plain data. @throws Error where it cannot */
export function rootFieldsOf(source: string, variables: JsonObject = {}): readonly RootFieldRequest[] {
  const read = readClinicRequest(source, variables)
  if (!read.ok) throw new Error(read.message)
  return JSON.parse(JSON.stringify(read.rootFields)) as RootFieldRequest[]
}

/** The arguments of a request's only root field. */
export function argumentsOf(source: string, variables: JsonObject = {}): Json | undefined {
  return rootFieldsOf(source, variables)[0]?.arguments
}
