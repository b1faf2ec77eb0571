import { useEffect, useId, type ReactNode } from 'react'

interface PageProps {
  readonly title: string
  readonly lead?: ReactNode
  readonly above?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A page with its heading, which is the document's title too. */
export function Page({ title, lead, above, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Larkspur Health`
  }, [title])
  return (
    <div className="page">
      {above}
      <header className="page-head">
        <div>
          <h1>
            <bdi>{title}</bdi>
          </h1>
          {lead !== undefined && <p className="muted">{lead}</p>}
        </div>
        {actions !== undefined && <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  )
}

/** A part of a page, under a heading of its own. */
export function Card({
  title,
  actions,
  children,
}: Pick<PageProps, 'actions' | 'children'> & { readonly title: string }) {
  const heading = useId()
  return (
    <section className="card" aria-labelledby={heading}>
      <header className="card-head">
        <h2 id={heading}>{title}</h2>
        {actions}
      </header>
      <div className="card-body">{children}</div>
    </section>
  )
}
