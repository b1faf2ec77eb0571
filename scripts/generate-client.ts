import { writeFileSync } from 'node:fs'
import { CLIENT_TYPES_FILE, createClientTypes } from './client-types.ts'

// Writes the types of the React client anew, after the admin API has changed.

writeFileSync(CLIENT_TYPES_FILE, await createClientTypes())
