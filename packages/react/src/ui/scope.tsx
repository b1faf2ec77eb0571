import { DirectionProvider } from '@radix-ui/react-direction'
import type { ComponentProps, ReactNode } from 'react'
import { directionOf } from '../messages/localization.ts'
import { toVariableStyle } from '../provider/appearance.ts'
import { useWardkit } from '../provider/wardkit-context.ts'
import { useSlot } from './slot.ts'

/** The attributes of an element below which Wardkit's CSS applies: a widget's own, and that of what floats above the page. */
export function useScope() {
  const { appearance, colorScheme, localization } = useWardkit()
  return {
    'data-wardkit': '',
    'data-color-scheme': colorScheme,
    dir: directionOf(localization),
    lang: localization.locale,
    style: toVariableStyle(appearance.variables),
  }
}

export interface WidgetProps extends Pick<ComponentProps<'section'>, 'aria-label' | 'aria-labelledby' | 'id'> {
  /** The widget's name, in kebab-case. */
  readonly slot: string
  readonly children: ReactNode
}

/** The outermost element of every widget. */
export function Widget({ slot, children, ...props }: WidgetProps) {
  const { style: variables, ...scope } = useScope()
  const { style, className, ...part } = useSlot(slot)
  return (
    <DirectionProvider dir={scope.dir}>
      <section {...props} {...scope} {...part} className={`wk-widget ${className}`} style={{ ...variables, ...style }}>
        {children}
      </section>
    </DirectionProvider>
  )
}
