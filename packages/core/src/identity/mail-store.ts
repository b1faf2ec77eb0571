/** A mail that waits to be sent. */
export interface Mail {
  readonly id: string
  /** The message as JSON text, wrapped by the secret: links in it are secrets. */
  readonly wrapped: string
  readonly attempts: number
  readonly dueAt: number
  readonly createdAt: number
}

/** Reads of mail, of a store. */
export interface MailReader {
  /** Mail that waits, the first due first. */
  listMail(limit: number): Promise<readonly Mail[]>
}

/** Writes of mail, in a transaction. */
export interface MailWriter {
  insertMail(mail: Mail): Promise<void>
  /** Takes the mail that is due, the first due first, and puts it off: nobody else takes it before `until`. */
  claimMail(at: number, until: number): Promise<Mail | undefined>
  putOffMail(id: string, until: number): Promise<void>
  deleteMail(id: string): Promise<void>
}
