import { PEOPLE, type PersonKey } from './people.ts'
import type { ServiceName } from './start-service.ts'

/** One request of the scenario and the status that policies and tags give it. */
export interface Step {
  /** What happens, for a reader. */
  readonly title: string
  /** Who sends it; null sends no token. */
  readonly person: PersonKey | null
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Where it says `{linkId}`, the link is meant that was made last. */
  readonly path: string
  readonly body?: Readonly<Record<string, string | boolean | object>>
  readonly expected: number
  /** A field that must not be in the answer. */
  readonly hidden?: string
  /** Whether the person logs in anew first. */
  readonly logsIn?: true
  /** Whether the request presents the revision of the last change to the staff. */
  readonly presentsRevision?: true
}

/** Which service answers a path. */
export function serviceOf(path: string): ServiceName {
  return path.startsWith('/diagnostic') ? 'diagnostic' : 'patient'
}

/** Whose ids the scenario needs. */
export interface StepIds {
  /** The doctor's user id. */
  readonly doctor: string
  /** The id of the other facility. */
  readonly birch: string
}

/** The scenario, in order. Each run needs ids of its own: what it creates stays. */
export function createSteps(run: string, { doctor, birch }: StepIds): readonly Step[] {
  const patientId = `patient-${run}`
  const diagnosticId = `report-${run}`
  const patient = { patientId, name: 'Pat Example', notes: 'allergic to penicillin', lastVisitDate: '2026-01-15' }
  const update = { name: 'Pat Example', notes: 'allergy confirmed', lastVisitDate: '2026-02-01' }
  const ofPatient = { path: `/patient/${patientId}` }
  const ofReport = { path: `/diagnostic/${diagnosticId}` }
  const share = (principal: object) =>
    ({
      method: 'POST',
      path: '/diagnostic/wardkit/links',
      body: { template: 'share-report', principal, resource: { type: 'diagnostic', id: diagnosticId } },
    }) as const
  const ofDoctor = { method: 'PUT', path: `/staff/${doctor}` } as const
  return [
    {
      title: 'the admin creates a patient',
      person: 'admin',
      method: 'POST',
      path: '/patient',
      body: patient,
      expected: 200,
    },
    {
      title: 'the doctor is refused creating one',
      person: 'doctor',
      method: 'POST',
      path: '/patient',
      body: { ...patient, patientId: `${patientId}-2` },
      expected: 403,
    },
    { title: 'the doctor reads the patient', person: 'doctor', method: 'GET', ...ofPatient, expected: 200 },
    {
      title: 'the doctor updates the patient',
      person: 'doctor',
      method: 'PUT',
      ...ofPatient,
      body: update,
      expected: 200,
    },
    {
      title: 'the receptionist reads the patient, but not the notes',
      person: 'receptionist',
      method: 'GET',
      ...ofPatient,
      expected: 200,
      hidden: 'notes',
    },
    {
      title: 'the receptionist cannot update the patient',
      person: 'receptionist',
      method: 'PUT',
      ...ofPatient,
      body: update,
      expected: 403,
    },
    {
      title: 'the doctor files a report',
      person: 'doctor',
      method: 'POST',
      path: '/diagnostic',
      body: { diagnosticId, patientId, report: 'all clear' },
      expected: 200,
    },
    { title: 'the doctor reads the report', person: 'doctor', method: 'GET', ...ofReport, expected: 200 },
    {
      title: 'the doctor cannot correct the report',
      person: 'doctor',
      method: 'PUT',
      ...ofReport,
      body: { report: 'not so clear' },
      expected: 403,
    },
    {
      title: 'the admin corrects the report',
      person: 'admin',
      method: 'PUT',
      ...ofReport,
      body: { report: 'clear, but one value' },
      expected: 200,
    },
    {
      title: 'the receptionist cannot read the report',
      person: 'receptionist',
      method: 'GET',
      ...ofReport,
      expected: 403,
    },
    { title: 'another tenant cannot see the patient', person: 'other', method: 'GET', ...ofPatient, expected: 404 },
    {
      title: 'another tenant cannot change the patient',
      person: 'other',
      method: 'PUT',
      ...ofPatient,
      body: update,
      expected: 404,
    },
    { title: 'another tenant cannot see the report', person: 'other', method: 'GET', ...ofReport, expected: 404 },
    { title: 'without a token nobody sees anything', person: null, method: 'GET', ...ofPatient, expected: 401 },
    {
      title: 'another tenant cannot shut the doctor out',
      person: 'other',
      ...ofDoctor,
      body: { active: false },
      expected: 404,
    },
    {
      title: 'the admin shuts the doctor out, through the patient service',
      person: 'admin',
      ...ofDoctor,
      body: { active: false },
      expected: 200,
    },
    {
      title: 'the diagnostic service refuses the doctor’s next request',
      person: 'doctor',
      method: 'GET',
      ...ofReport,
      expected: 401,
    },
    {
      title: 'and one that presents the revision of that change',
      person: 'doctor',
      method: 'GET',
      ...ofReport,
      presentsRevision: true,
      expected: 401,
    },
    {
      title: 'the admin lets the doctor in again',
      person: 'admin',
      ...ofDoctor,
      body: { active: true },
      expected: 200,
    },
    { title: 'which revives no older token', person: 'doctor', method: 'GET', ...ofReport, expected: 401 },
    {
      title: 'the doctor logs in anew and reads the report',
      person: 'doctor',
      logsIn: true,
      method: 'GET',
      ...ofReport,
      presentsRevision: true,
      expected: 200,
    },
    { title: 'the patient cannot read it', person: 'patient', method: 'GET', ...ofReport, expected: 403 },
    {
      title: 'the doctor, whose report it is, shares it with the patient',
      person: 'doctor',
      ...share({ type: 'email', id: PEOPLE.patient.email }),
      expected: 201,
    },
    { title: 'the patient reads it', person: 'patient', method: 'GET', ...ofReport, expected: 200 },
    {
      title: 'the patient cannot share it further',
      person: 'patient',
      ...share({ type: 'email', id: PEOPLE.receptionist.email }),
      expected: 403,
    },
    {
      title: 'the doctor shares it with the other facility',
      person: 'doctor',
      ...share({ type: 'tenant', id: birch }),
      expected: 201,
    },
    { title: 'the other facility reads the report', person: 'other', method: 'GET', ...ofReport, expected: 200 },
    {
      title: 'and, its admin though it be, cannot correct it',
      person: 'other',
      method: 'PUT',
      ...ofReport,
      body: { report: 'ours now' },
      expected: 404,
    },
    {
      title: 'the doctor takes it back from the other facility',
      person: 'doctor',
      method: 'DELETE',
      path: '/diagnostic/wardkit/links/{linkId}',
      expected: 204,
    },
    { title: 'which sees the report no more', person: 'other', method: 'GET', ...ofReport, expected: 404 },
    { title: 'the patient still does', person: 'patient', method: 'GET', ...ofReport, expected: 200 },
  ]
}
