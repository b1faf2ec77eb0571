/** Somebody who logs in to the demo. */
export interface Person {
  readonly company: 'pine' | 'oak'
  readonly email: string
  readonly password: string
  readonly roles: readonly string[]
  /** What they are to the reader of the demo. */
  readonly part: string
}

/** Everybody in the demo. Their passwords are public: the demo listens to this machine alone. */
export const PEOPLE = {
  olga: {
    company: 'pine',
    email: 'olga@pine.example',
    password: 'the owner of the plan',
    roles: [],
    part: 'Pine, owns the document',
  },
  ben: {
    company: 'pine',
    email: 'ben@pine.example',
    password: 'the one it is shared with',
    roles: [],
    part: 'Pine, the document is shared with him',
  },
  sam: {
    company: 'pine',
    email: 'sam@pine.example',
    password: 'somebody else at Pine',
    roles: [],
    part: 'Pine, it is not shared with him',
  },
  mia: {
    company: 'pine',
    email: 'mia@pine.example',
    password: 'the admin group of Pine',
    roles: ['document-admins'],
    part: 'Pine, of the admin group',
  },
  otto: {
    company: 'oak',
    email: 'otto@oak.example',
    password: 'the admin group of Oak',
    roles: ['document-admins'],
    part: 'Oak, of the admin group there',
  },
} as const satisfies Record<string, Person>

export type PersonKey = keyof typeof PEOPLE
