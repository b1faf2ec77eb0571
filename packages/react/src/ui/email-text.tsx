import { Fragment } from 'react'

/** An e-mail that breaks, where there is too little room for it, before its `@` and its dots rather than within a word. */
export function EmailText({ email }: { readonly email: string }) {
  return (
    <bdi className="wk-email">
      {email.split(/(?=[@.])/).map((part, index) => (
        <Fragment key={index}>
          {index === 0 ? null : <wbr />}
          {part}
        </Fragment>
      ))}
    </bdi>
  )
}
