/** One mail to one person. */
export interface MailMessage {
  /** The same at every attempt, so that a mail sent twice after a crash can be told to be one. */
  readonly messageId: string
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** Hands a message over for delivery; rejecting, it is tried again later. */
export type SendMail = (message: MailMessage) => Promise<void>

/** Of mails that say the same to everybody. */
export type NoData = Readonly<Record<string, never>>

/** What a mail is about. */
export interface MailKinds {
  /** Somebody begins an organization. */
  readonly 'sign-up': { readonly link: string; readonly tenantName: string }
  /** The same, for an address that has an account already. */
  readonly 'sign-up-known': { readonly tenantName: string }
  /** Somebody is invited to a tenant. */
  readonly invitation: {
    readonly link: string
    readonly tenantName: string
    /** Null where no user sent it. */
    readonly inviterName: string | null
  }
  /** Somebody forgot their password. */
  readonly 'password-reset': { readonly link: string }
  /** The same, for an address without an account. */
  readonly 'password-reset-unknown': NoData
  /** A password was changed or reset. */
  readonly 'password-changed': NoData
  /** To the new address of somebody who changes it. */
  readonly 'email-change': { readonly link: string }
  /** The same, for an address that has an account already. */
  readonly 'email-change-known': NoData
  /** A second factor was added, or taken away. */
  readonly 'factor-added': { readonly method: string }
  readonly 'factor-removed': { readonly method: string }
  /** To the old address. */
  readonly 'email-changing': { readonly email: string }
}

export type MailKind = keyof MailKinds

/** What a template makes of its data. Everything in `html` must be escaped: see `escapeHtml`. */
export interface MailContent {
  /** One line. */
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** A template of each kind; `productName` is what the application is called. */
export type MailTemplates = {
  readonly [Kind in MailKind]: (data: MailKinds[Kind], productName: string) => MailContent
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as it may stand in HTML, between tags or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '')
}
