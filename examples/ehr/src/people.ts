/** Somebody who logs in to the demo. */
export interface Person {
  readonly name: string
  readonly email: string
  readonly password: string
  /** What they are to the reader of the demo. */
  readonly part: string
}

/** Everybody in the demo. Their passwords are public: the demo listens to this machine alone. */
export const PEOPLE = {
  admin: {
    name: 'Ada Admin',
    email: 'admin@acmehealth.example',
    password: 'the admin of AcmeHealth',
    part: 'AcmeHealth, admin: everything in their own tenant',
  },
  doctor: {
    name: 'Dora Doctor',
    email: 'doctor@acmehealth.example',
    password: 'the doctor of AcmeHealth',
    part: 'AcmeHealth, "doctor access", tagged function = doctors',
  },
  nurse: {
    name: 'Nora Nurse',
    email: 'nurse@acmehealth.example',
    password: 'the nurse of AcmeHealth',
    part: 'AcmeHealth, "ward access", tagged ward = cardiology: the patients of that ward',
  },
  receptionist: {
    name: 'Rex Receptionist',
    email: 'reception@acmehealth.example',
    password: 'the receptionist of AcmeHealth',
    part: 'AcmeHealth, "front desk": reads patients, without the notes',
  },
  patient: {
    name: 'Pia Patient',
    email: 'patient@acmehealth.example',
    password: 'a patient of AcmeHealth',
    part: 'AcmeHealth, no role: sees what is shared with her',
  },
  other: {
    name: 'Bo Birch',
    email: 'admin@birchclinic.example',
    password: 'the admin of Birch Clinic',
    part: 'Birch Clinic, admin: another tenant',
  },
  lab: {
    name: 'Lin Lab',
    email: 'lin@cedarlab.example',
    password: 'the laboratory of Cedar',
    part: 'Cedar Lab, admin: a third, which assumes a role of AcmeHealth',
  },
} as const satisfies Record<string, Person>

export type PersonKey = keyof typeof PEOPLE
