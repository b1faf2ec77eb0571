import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { ACCOUNTS } from './accounts.ts'

const Directory = z.strictObject({
  /** Where the EHR is, as its admin registered it. */
  application: z.strictObject({
    redirectUri: z.string(),
    postLogoutRedirectUri: z.string(),
    backchannelLogoutUri: z.string(),
  }),
  /** By subject. */
  groups: z.record(z.string(), z.array(z.string())),
  /** TXT records of the hospital's domains, by name. */
  records: z.record(z.string(), z.string()),
})

/** What the hospital's administrators have set up on their side: application, groups, DNS. */
export type Directory = z.infer<typeof Directory>

/** The directory of the demo, in a file, so that it outlasts a restart. */
export interface DirectoryFile {
  read(): Directory
  change(change: Partial<Directory>): void
}

/** @param directory the folder of the demo's data */
export function openDirectoryFile(directory: string): DirectoryFile {
  const file = join(directory, 'directory.json')
  const read = (): Directory =>
    existsSync(file)
      ? Directory.parse(JSON.parse(readFileSync(file, 'utf8')))
      : {
          application: { redirectUri: '', postLogoutRedirectUri: '', backchannelLogoutUri: '' },
          groups: Object.fromEntries(ACCOUNTS.map(({ sub, groups }) => [sub, [...groups]])),
          records: {},
        }
  return {
    read,
    change(change) {
      // Another process reads it meanwhile: whole, before or after.
      writeFileSync(`${file}.new`, JSON.stringify({ ...read(), ...change }, undefined, 2))
      renameSync(`${file}.new`, file)
    },
  }
}

/** The DNS of the demo: what `createWardkit({ sso: { resolveTxt } })` asks instead of the system's resolver. */
export function createDemoDns(directory: string): (name: string) => Promise<string[][]> {
  const file = openDirectoryFile(directory)
  return async (name) => {
    const { records } = file.read()
    return Object.hasOwn(records, name) ? [[records[name] ?? '']] : []
  }
}
