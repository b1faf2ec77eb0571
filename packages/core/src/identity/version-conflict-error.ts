import { WardkitError } from '../errors/index.ts'

/** Somebody changed meanwhile what was to be changed. */
export class VersionConflictError extends WardkitError {
  /** The version that is there. */
  readonly version: number

  constructor(what: string, version: number, expected: number) {
    super('ERR_CONFLICT', `the ${what} is at version ${version}, and version ${expected} was to be changed`, {
      help: 'read it again, and repeat the change',
    })
    this.version = version
  }
}
