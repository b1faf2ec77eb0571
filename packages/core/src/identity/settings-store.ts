/** What a tenant has set for itself, in one record. What it means is `tenant-settings.ts`'s to say. */
export interface SettingsRecord {
  /** JSON text. */
  readonly settings: string
  /** Raised by every change; the first is 1. */
  readonly version: number
  readonly updatedAt: number
}

export interface SettingsReader {
  /** Undefined while a tenant has set nothing. */
  findSettings(): Promise<SettingsRecord | undefined>
}

export interface SettingsWriter {
  /** @throws WardkitError `ERR_CONFLICT` when `expectedVersion` is not the version of what is there (0: nothing is) */
  putSettings(settings: string, expectedVersion: number | undefined, at: number): Promise<void>
}
