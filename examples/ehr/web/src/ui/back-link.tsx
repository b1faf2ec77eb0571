import { ChevronLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'

/** The way to the list that a page belongs to. */
export function BackLink({ to, children }: { readonly to: string; readonly children: ReactNode }) {
  return (
    <Link className="back" to={to}>
      <ChevronLeft aria-hidden />
      {children}
    </Link>
  )
}
