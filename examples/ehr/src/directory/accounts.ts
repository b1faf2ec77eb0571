/** Somebody whom the hospital's own identity provider knows. */
export interface Account {
  readonly sub: string
  readonly name: string
  readonly email: string
  readonly password: string
  /** What they do, which becomes a tag. */
  readonly function: string
  /** The groups they are in at first. */
  readonly groups: readonly string[]
}

/** Everybody there. Their passwords are public, as those of the demo are. */
export const ACCOUNTS: readonly [Account, ...Account[]] = [
  {
    sub: 'd-100',
    name: 'Dina Directory',
    email: 'dina@staff.acmehealth.example',
    password: 'dina of the directory',
    function: 'doctors',
    groups: ['Doctors', 'Staff'],
  },
  {
    sub: 'd-101',
    name: 'Theo Technician',
    email: 'theo@staff.acmehealth.example',
    password: 'theo of the directory',
    function: 'technicians',
    groups: ['Staff'],
  },
]

/** The groups that somebody can be put into. */
export const GROUPS = ['Doctors', 'Staff'] as const

/** The EHR, as the provider knows it. The secret is public too. */
export const CLIENT = { id: 'acmehealth-ehr', secret: 'the secret of the EHR at the hospital' } as const

/** The domain of everybody's e-mail there. */
export const STAFF_DOMAIN = 'staff.acmehealth.example'
