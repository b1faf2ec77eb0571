import { Slot, Slottable } from '@radix-ui/react-slot'
import { forwardRef, type ComponentProps, type ReactNode } from 'react'
import { classes, useSlot } from './slot.ts'
import { Spinner } from './spinner.tsx'

export interface ButtonProps extends ComponentProps<'button'> {
  /** `secondary` when absent. One `primary` at most in a view. */
  readonly variant?: 'primary' | 'secondary' | 'ghost' | 'danger' | 'link'
  readonly size?: 'sm' | 'md'
  /** Before the text. */
  readonly icon?: ReactNode
  /** Something is under way: it cannot be pressed again, and keeps the focus. */
  readonly pending?: boolean
  /** The child is the element, as for a link that looks like a button. */
  readonly asChild?: boolean
  /** Another `data-slot` than `button`. */
  readonly slot?: string
}

export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  { variant = 'secondary', size = 'md', icon, pending = false, asChild = false, slot = 'button', ...props },
  ref,
) {
  const { children, className, onClick, style, type = 'button', ...rest } = props
  const part = useSlot(slot, 'wk-button')
  const Element = asChild ? Slot : 'button'
  return (
    <Element
      {...rest}
      {...part}
      {...(asChild ? {} : { type })}
      ref={ref}
      className={classes(part.className, className)}
      style={{ ...part.style, ...style }}
      data-variant={variant}
      data-size={size}
      aria-disabled={pending || undefined}
      aria-busy={pending || undefined}
      onClick={pending ? (event) => event.preventDefault() : onClick}
    >
      {pending ? <Spinner /> : icon}
      <Slottable>{children}</Slottable>
    </Element>
  )
})

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'aria-label' | 'asChild' | 'icon'> {
  /** What it does: its name, and its tooltip. */
  readonly label: string
  readonly icon: ReactNode
  /** Whether pointing at it shows its name; true when absent. */
  readonly tooltip?: boolean
}

/** A button that is an icon alone. */
export const IconButton = forwardRef<HTMLButtonElement, IconButtonProps>(function IconButton(
  { label, tooltip = true, variant = 'ghost', slot = 'icon-button', className, ...props },
  ref,
) {
  return (
    <Button
      {...props}
      ref={ref}
      slot={slot}
      variant={variant}
      aria-label={label}
      title={tooltip ? label : undefined}
      className={classes('wk-icon-button', className)}
    />
  )
})
