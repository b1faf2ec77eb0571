import type { ComponentProps, ReactNode } from 'react'
import { Link, type LinkProps } from 'react-router'

interface Look {
  readonly look?: 'primary' | 'plain' | 'quiet'
  readonly icon?: ReactNode
}

export function Button({ look = 'plain', icon, children, className = '', ...props }: ComponentProps<'button'> & Look) {
  return (
    <button type="button" {...props} className={`button button-${look} ${className}`}>
      {icon}
      <span>{children}</span>
    </button>
  )
}

export function ButtonLink({ look = 'plain', icon, children, ...props }: LinkProps & Look) {
  return (
    <Link {...props} className={`button button-${look}`}>
      {icon}
      <span>{children}</span>
    </Link>
  )
}
