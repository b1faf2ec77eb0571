import type { TransportOptions } from 'nodemailer'
import type { MailMessage, MailTemplates, SendMail } from './mail-message.ts'

/** How mail is sent. */
export interface MailOptions {
  /** Who mails are from: `EHR <no-reply@example.com>`. */
  readonly from: string
  /** How they are sent: an SMTP URL such as `smtps://user:password@mail.example.com`, what nodemailer's `createTransport` takes, or a function. */
  readonly transport: string | TransportOptions | SendMail
  /** What mails call your application; by default the host of the public URL. */
  readonly productName?: string
  /** Words of your own, for some kinds of mail or for all. */
  readonly templates?: Partial<MailTemplates>
}

/** What hands messages over, loading nodemailer only where it is used. @throws TypeError for a transport that is none */
export function createSendMail(transport: MailOptions['transport']): SendMail {
  if (typeof transport === 'function') return transport
  if (typeof transport !== 'string' && (typeof transport !== 'object' || transport === null)) {
    throw new TypeError(
      '`mail.transport` of createWardkit() must be a URL, the options of a nodemailer transport, or a function',
    )
  }
  let made: Promise<(message: MailMessage) => Promise<unknown>> | undefined
  async function make() {
    const { createTransport } = await import('nodemailer')
    const transporter = createTransport(transport as TransportOptions)
    // No content is read from files or URLs, whatever a template put into it.
    return (message: MailMessage) =>
      transporter.sendMail({ ...message, disableFileAccess: true, disableUrlAccess: true })
  }
  return async (message) => {
    await (
      await (made ??= make())
    )(message)
  }
}
