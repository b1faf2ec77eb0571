import type { PersonKey } from './people.ts'

/** One request of the scenario and what policies, shares and folders make of it. Words such as `$DOCUMENT` stand for what an earlier answer held. */
export interface Step {
  /** What happens, for a reader. */
  readonly title: string
  /** Who sends it; null sends no token. */
  readonly person: PersonKey | null
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  readonly body?: Readonly<Record<string, string>>
  readonly expected: number
  /** The field of the answer that is kept, and the word it is kept by. */
  readonly keeps?: readonly [field: string, word: string]
  /** Whether the document must be in the list that is answered. */
  readonly lists?: boolean
  /** Whether it is sent once `$EXPIRY` has passed. */
  readonly waits?: true
}

const ADD = { method: 'POST', path: '/documents' } as const
const READ = { method: 'GET', path: '/documents/$DOCUMENT' } as const
const CHANGE = { method: 'PUT', path: '/documents/$DOCUMENT' } as const
const DELETE = { method: 'DELETE', path: '/documents/$DOCUMENT' } as const
const LIST = { method: 'GET', path: '/documents', expected: 200 } as const
const SHARE = { method: 'POST', path: '/shares' } as const
const SHARES = { method: 'GET', path: '/shares?document_id=$DOCUMENT' } as const
const REVOKE = { method: 'DELETE', path: '/shares/$SHARE?document_id=$DOCUMENT' } as const

const NAMED = { document_name: 'plan' }
const IN_FOLDER = { ...NAMED, folder_id: '$FOLDER' }
const TO_BEN = { document_id: '$DOCUMENT', user_id: '$BEN' }

/** The scenario, in order. `$BEN`, `$SAM` and `$OTTO` are user ids, `$EXPIRY` a moment that is soon. */
export const STEPS: readonly Step[] = [
  // Policy 1: everybody adds documents.
  { title: 'nobody adds a document without a token', person: null, ...ADD, body: NAMED, expected: 401 },
  { title: 'Olga adds one', person: 'olga', ...ADD, body: NAMED, expected: 201, keeps: ['document_id', 'DOCUMENT'] },
  // Policy 2: the owner does everything with it, and nobody else anything.
  { title: 'Olga reads it', person: 'olga', ...READ, expected: 200 },
  { title: 'Olga renames it', person: 'olga', ...CHANGE, body: { document_name: 'draft' }, expected: 200 },
  { title: 'Ben may not read it', person: 'ben', ...READ, expected: 403 },
  { title: 'Ben may not share it with himself', person: 'ben', ...SHARE, body: TO_BEN, expected: 403 },
  { title: 'Ben does not find it in his list', person: 'ben', ...LIST, lists: false },
  // Policy 3: sharing.
  {
    title: 'Olga cannot share it with another company’s user',
    person: 'olga',
    ...SHARE,
    body: { ...TO_BEN, user_id: '$OTTO' },
    expected: 404,
  },
  {
    title: 'Olga shares it with Ben',
    person: 'olga',
    ...SHARE,
    body: TO_BEN,
    expected: 201,
    keeps: ['share_id', 'SHARE'],
  },
  { title: 'Ben reads it', person: 'ben', ...READ, expected: 200 },
  { title: 'Ben finds it in his list', person: 'ben', ...LIST, lists: true },
  { title: 'Ben may not change it', person: 'ben', ...CHANGE, body: NAMED, expected: 403 },
  { title: 'Ben may not pass it on', person: 'ben', ...SHARE, body: { ...TO_BEN, user_id: '$SAM' }, expected: 403 },
  { title: 'Ben may not see whom it is shared with', person: 'ben', ...SHARES, expected: 403 },
  { title: 'Sam may not read it', person: 'sam', ...READ, expected: 403 },
  { title: 'Olga sees whom it is shared with', person: 'olga', ...SHARES, expected: 200, lists: true },
  { title: 'Ben may not revoke the share', person: 'ben', ...REVOKE, expected: 403 },
  {
    title: 'Ben adds a document of his own',
    person: 'ben',
    ...ADD,
    body: { document_name: 'notes' },
    expected: 201,
    keeps: ['document_id', 'NOTES'],
  },
  {
    title: 'Ben cannot revoke the share by naming his own document',
    person: 'ben',
    method: 'DELETE',
    path: '/shares/$SHARE?document_id=$NOTES',
    expected: 404,
  },
  { title: 'Olga revokes it', person: 'olga', ...REVOKE, expected: 204 },
  { title: 'Ben may read it no longer', person: 'ben', ...READ, expected: 403 },
  { title: 'Ben finds it in his list no longer', person: 'ben', ...LIST, lists: false },
  {
    title: 'Olga shares it with Ben for a minute',
    person: 'olga',
    ...SHARE,
    body: { ...TO_BEN, expires_at: '$EXPIRY' },
    expected: 201,
    keeps: ['share_id', 'SHARE'],
  },
  { title: 'Ben reads it within the minute', person: 'ben', ...READ, expected: 200 },
  { title: 'Ben may not read it after the minute', person: 'ben', ...READ, expected: 403, waits: true },
  { title: 'Ben does not find it in his list after the minute', person: 'ben', ...LIST, lists: false },
  // Policy 4: the admin group manages.
  { title: 'Mia of the admin group reads it', person: 'mia', ...READ, expected: 200 },
  { title: 'Mia changes it', person: 'mia', ...CHANGE, body: NAMED, expected: 200 },
  { title: 'it is still Olga’s', person: 'olga', ...READ, expected: 200 },
  { title: 'Mia finds it in her list', person: 'mia', ...LIST, lists: true },
  { title: 'Mia shares it', person: 'mia', ...SHARE, body: TO_BEN, expected: 201, keeps: ['share_id', 'SHARE'] },
  // The other company: its admin group does not even learn that the document is there.
  { title: 'Otto of Oak does not find it', person: 'otto', ...READ, expected: 404 },
  { title: 'Otto cannot change it', person: 'otto', ...CHANGE, body: NAMED, expected: 404 },
  { title: 'Otto cannot delete it', person: 'otto', ...DELETE, expected: 404 },
  {
    title: 'Otto cannot share it with himself',
    person: 'otto',
    ...SHARE,
    body: { ...TO_BEN, user_id: '$OTTO' },
    expected: 404,
  },
  { title: 'Otto does not see whom it is shared with', person: 'otto', ...SHARES, expected: 404 },
  { title: 'Otto cannot revoke the share', person: 'otto', ...REVOKE, expected: 404 },
  { title: 'Otto does not find it in his list', person: 'otto', ...LIST, lists: false },
  // Folders: a document has the tags of the folder it is in.
  {
    title: 'Olga adds a folder for the company',
    person: 'olga',
    method: 'POST',
    path: '/folders',
    body: { folder_name: 'all hands', audience: 'company' },
    expected: 201,
    keeps: ['folder_id', 'FOLDER'],
  },
  { title: 'Otto cannot add to it', person: 'otto', ...ADD, body: IN_FOLDER, expected: 404 },
  { title: 'Olga moves the document into it', person: 'olga', ...CHANGE, body: IN_FOLDER, expected: 200 },
  { title: 'Sam reads it there', person: 'sam', ...READ, expected: 200 },
  { title: 'Sam finds it in his list', person: 'sam', ...LIST, lists: true },
  { title: 'Sam may not take it out of there', person: 'sam', ...CHANGE, body: NAMED, expected: 403 },
  { title: 'Otto does not find it there either', person: 'otto', ...READ, expected: 404 },
  { title: 'Olga takes it out', person: 'olga', ...CHANGE, body: NAMED, expected: 200 },
  { title: 'Sam may read it no longer', person: 'sam', ...READ, expected: 403 },
  { title: 'Mia deletes it', person: 'mia', ...DELETE, expected: 204 },
  { title: 'Ben may read it no longer, though it was shared', person: 'ben', ...READ, expected: 403 },
  { title: 'Mia does not find it', person: 'mia', ...READ, expected: 404 },
]
