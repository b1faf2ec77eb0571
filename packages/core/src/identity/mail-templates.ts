import { escapeHtml, type MailContent, type MailTemplates } from './mail-message.ts'

interface Words {
  readonly subject: string
  readonly lines: readonly string[]
  /** What the one thing to do is called, and where it leads. */
  readonly action?: { readonly label: string; readonly link: string }
}

/** Both forms of a mail, from the same words. */
function write({ subject, lines, action }: Words): MailContent {
  const [first = '', ...rest] = lines
  const text = [first, ...(action === undefined ? [] : [`${action.label}: ${action.link}`]), ...rest].join('\n\n')
  const paragraph = (line: string) => `<p>${escapeHtml(line)}</p>`
  const button =
    action === undefined ? [] : [`<p><a href="${escapeHtml(action.link)}">${escapeHtml(action.label)}</a></p>`]
  const html = ['<!doctype html><html><body>', paragraph(first), ...button, ...rest.map(paragraph), '</body></html>']
  // A subject is one header line.
  return { subject: subject.replace(/[\r\n]+/g, ' '), text: `${text}\n`, html: html.join('\n') }
}

const NOT_YOU = 'If this was not you, ignore this mail: nothing happens without the link.'

const FACTORS: ReadonlyMap<string, string> = new Map([
  ['passkey', 'A passkey'],
  ['totp', 'An authenticator app'],
])

/** What mails say where the application has no words of its own. */
export const DEFAULT_TEMPLATES: MailTemplates = {
  'sign-up': ({ link, tenantName }, product) =>
    write({
      subject: `Confirm your e-mail for ${product}`,
      lines: [
        `Somebody asked to begin “${tenantName}” at ${product} with this e-mail address.`,
        'The link is good for a day and can be used once.',
        NOT_YOU,
      ],
      action: { label: 'Confirm and choose a password', link },
    }),
  'sign-up-known': ({ tenantName }, product) =>
    write({
      subject: `You have an account at ${product} already`,
      lines: [
        `Somebody asked to begin “${tenantName}” at ${product} with this e-mail address, which has an account already.`,
        'Log in with it. If you have forgotten the password, ask for a new one on the login page.',
      ],
    }),
  invitation: ({ link, tenantName, inviterName }, product) =>
    write({
      subject: `You are invited to ${tenantName} at ${product}`,
      lines: [
        `${inviterName ?? 'An administrator'} invites you to join “${tenantName}” at ${product}.`,
        'The link can be used once, until the invitation expires or is taken back.',
        'If you did not expect this, ignore this mail: nothing happens without the link.',
      ],
      action: { label: 'Accept the invitation', link },
    }),
  'password-reset': ({ link }, product) =>
    write({
      subject: `Choose a new password for ${product}`,
      lines: [
        `Somebody asked for a new password at ${product} for this e-mail address.`,
        'The link is good for an hour and can be used once.',
        NOT_YOU,
      ],
      action: { label: 'Choose a new password', link },
    }),
  'password-reset-unknown': (_, product) =>
    write({
      subject: `No account at ${product}`,
      lines: [
        `Somebody asked for a new password at ${product} for this e-mail address, which has no account there.`,
        'Perhaps you signed up with another address. If this was not you, ignore this mail.',
      ],
    }),
  'password-changed': (_, product) =>
    write({
      subject: `Your password for ${product} was changed`,
      lines: [
        `The password of your account at ${product} was changed, and every session was ended.`,
        'If this was not you, ask for a new password on the login page at once.',
      ],
    }),
  'factor-added': ({ method }, product) =>
    write({
      subject: `A second factor was added to your account at ${product}`,
      lines: [
        `${FACTORS.get(method) ?? 'A second factor'} was added to your account at ${product}. From now on logins ask for it.`,
        'If this was not you, choose a new password on the login page at once, and tell your administrator.',
      ],
    }),
  'factor-removed': ({ method }, product) =>
    write({
      subject: `A second factor was taken from your account at ${product}`,
      lines: [
        `${FACTORS.get(method) ?? 'A second factor'} was taken from your account at ${product}.`,
        'If this was not you, choose a new password on the login page at once, and tell your administrator.',
      ],
    }),
  'email-change': ({ link }, product) =>
    write({
      subject: `Confirm your new e-mail for ${product}`,
      lines: [
        `Somebody asked to use this e-mail address for their account at ${product}.`,
        'The link is good for an hour and can be used once.',
        NOT_YOU,
      ],
      action: { label: 'Confirm this address', link },
    }),
  'email-change-known': (_, product) =>
    write({
      subject: `You have an account at ${product} already`,
      lines: [
        `Somebody asked to use this e-mail address for their account at ${product}, and it has another one already.`,
        'Nothing was changed.',
      ],
    }),
  'email-changing': ({ email }, product) =>
    write({
      subject: `Your e-mail for ${product} is about to change`,
      lines: [
        `Somebody asked to change the e-mail address of your account at ${product} to ${email}.`,
        'If this was not you, change your password at once.',
      ],
    }),
}
