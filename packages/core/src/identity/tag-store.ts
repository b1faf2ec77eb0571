/** Who may hold tags. */
export type TagHolderType = 'user' | 'apiKey' | 'role' | 'resource'

/** A key, or a value of one, that something in the tenant has. */
export interface TagUse {
  /** As somebody wrote it: of several spellings that compare alike, one. */
  readonly text: string
  /** How many holders have it. */
  readonly holders: number
}

/** Which keys or values are meant. */
export interface TagUseSearch {
  readonly holder: TagHolderType
  /** The values of this key, which compares as tags do; absent: the keys themselves. */
  readonly key?: string
  /** What they begin with, ASCII letter case aside. */
  readonly prefix?: string
  /** At most this many, 1,000 at most. */
  readonly limit: number
}

/** Reads of what tags a tenant uses. */
export interface TagUseReader {
  /** In code point order of the folded text; a resource’s own tags count, revoked keys and the system’s tags do not. It takes as long as what it answers. */
  listTagUses(search: TagUseSearch): Promise<readonly TagUse[]>
}
