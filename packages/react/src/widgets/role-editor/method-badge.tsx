import { useSlot } from '../../ui/index.ts'

/** The method of an operation, in the colour of what it does. */
export function MethodBadge({ method }: { readonly method: string }) {
  return (
    <span {...useSlot('method-badge')} data-method={method} dir="ltr">
      {method === '*' ? 'ANY' : method}
    </span>
  )
}
