import type { ReactNode } from 'react'
import { toSafeUrl } from '../client/safe-url.ts'
import { Widget } from './scope.tsx'
import { useSlot } from './slot.ts'

/** Whose pages these are. */
export interface Branding {
  readonly displayName?: string | undefined
  /** Of an image; https, or http on this machine. */
  readonly logoUrl?: string | null | undefined
  readonly termsUrl?: string | null | undefined
  readonly privacyUrl?: string | null | undefined
}

export interface AuthCardProps {
  readonly slot: string
  readonly title: ReactNode
  readonly description?: ReactNode
  readonly children: ReactNode
  readonly branding?: Branding | undefined
  /** Below the card, such as the way to sign up. */
  readonly below?: ReactNode
  readonly termsLabel: string
  readonly privacyLabel: string
}

/** The one card of a page for those who are not logged in. */
export function AuthCard({ slot, title, description, children, branding = {}, below, ...labels }: AuthCardProps) {
  const logo = toSafeUrl(branding.logoUrl)
  const links = [
    { label: labels.termsLabel, url: toSafeUrl(branding.termsUrl) },
    { label: labels.privacyLabel, url: toSafeUrl(branding.privacyUrl) },
  ].filter(({ url }) => url !== undefined)
  return (
    <Widget slot={slot}>
      <div {...useSlot('auth-card')}>
        {logo === undefined ? null : (
          <img className="wk-auth-logo" src={logo} alt={branding.displayName ?? ''} referrerPolicy="no-referrer" />
        )}
        <header className="wk-auth-header">
          <h1 className="wk-auth-title">{title}</h1>
          {description === undefined ? null : <p className="wk-section-description">{description}</p>}
        </header>
        {children}
      </div>
      {below === undefined ? null : <p className="wk-auth-below">{below}</p>}
      {links.length === 0 ? null : (
        <p className="wk-auth-below">
          {links.map(({ label, url }) => (
            <a key={label} href={url} target="_blank" rel="noopener noreferrer">
              {label}
            </a>
          ))}
        </p>
      )}
    </Widget>
  )
}

/** A line that parts two ways of doing something. */
export function OrLine({ children }: { readonly children: ReactNode }) {
  return <div className="wk-or-line">{children}</div>
}
