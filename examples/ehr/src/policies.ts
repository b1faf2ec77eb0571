import { readFileSync } from 'node:fs'
import type { WardkitOptions } from '@wardkit/core'

/** The policies are files, so that `wardkit policy test` tries the very ones that are used. */
export function readPolicy(name: string): string {
  return readFileSync(new URL(`../policies/${name}.yaml`, import.meta.url), 'utf8')
}

/** What holds for every facility. It is code, so both services start with it. */
export const SHARED_POLICIES = {
  globalPolicies: ['lists', 'sharing'].map((name) => ({ name, policy: readPolicy(`global/${name}`) })),
  templates: [readPolicy('templates/share-report')],
} as const satisfies Pick<WardkitOptions, 'globalPolicies' | 'templates'>
