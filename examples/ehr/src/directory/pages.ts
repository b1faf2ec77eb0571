import { ACCOUNTS, CLIENT, GROUPS } from './accounts.ts'
import type { Directory } from './directory-file.ts'

const STYLE =
  'body{font:16px/1.5 system-ui;max-width:46rem;margin:3rem auto;padding:0 1rem}label{display:block;margin:.5rem 0}input[type=text],input[type=email],input[type=password],input:not([type]){width:100%;padding:.4rem;box-sizing:border-box}button{padding:.4rem 1rem;margin-top:.5rem}fieldset{margin:1rem 0}code{overflow-wrap:anywhere}'

/** A page of the hospital's own identity provider. @param html what is on it, escaped already */
export function page(title: string, html: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title} · AcmeHealth directory</title><style>${STYLE}</style><h1>${title}</h1>${html}</html>`
}

/** Where somebody says who they are. */
export function loginPage(uid: string, email: string, isWrong: boolean): string {
  return page(
    'Log in to AcmeHealth',
    `${isWrong ? '<p role="alert">That is nobody’s e-mail and password.</p>' : ''}
<form method="post" action="/interaction/${escape(uid)}">
<label>E-mail <input type="email" name="email" value="${escape(email)}" required autocomplete="username"></label>
<label>Password <input type="password" name="password" required autocomplete="current-password"></label>
<button>Log in</button></form>`,
  )
}

/** Where the hospital's administrator registers the EHR, puts people into groups and writes DNS records. */
export function directoryPage(issuer: string, { application, groups, records }: Directory): string {
  const field = (name: string, label: string, value: string): string =>
    `<label>${label} <input name="${name}" value="${escape(value)}"></label>`
  const people = ACCOUNTS.map(({ sub, name, email }) => {
    const boxes = GROUPS.map(
      (group) =>
        `<label><input type="checkbox" name="group" value="${group}"${groups[sub]?.includes(group) === true ? ' checked' : ''}> ${group}</label>`,
    )
    return `<form method="post" action="/people/${sub}"><fieldset><legend>${name}, ${email}</legend>${boxes.join('')}<button>Save</button></fieldset></form>`
  })
  const written = Object.entries(records).map(([name, text]) => `<li><code>${escape(name)} TXT ${escape(text)}</code>`)
  return page(
    'AcmeHealth directory',
    `<p>The identity provider of the demo. In the EHR it is named by:</p>
<p>Discovery URL <code>${issuer}/.well-known/openid-configuration</code><br>Client id <code>${CLIENT.id}</code><br>Client secret <code>${CLIENT.secret}</code></p>
<h2>The EHR</h2><form method="post" action="/application">
${field('redirectUri', 'Redirect URI', application.redirectUri)}
${field('postLogoutRedirectUri', 'Post-logout redirect URI', application.postLogoutRedirectUri)}
${field('backchannelLogoutUri', 'Back-channel logout URI', application.backchannelLogoutUri)}
<button>Save</button></form>
<h2>People</h2>${people.join('')}
<h2>DNS</h2><ul>${written.join('')}</ul><form method="post" action="/records">
${field('name', 'Name', '')}${field('text', 'Text', '')}<button>Write a TXT record</button></form>`,
  )
}

/** Text as HTML. */
export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
