import { useId, type ComponentProps, type ReactNode } from 'react'

interface FieldProps {
  readonly label: string
  readonly hint?: string
}

export function Field({ label, hint, ...props }: FieldProps & ComponentProps<'input'>) {
  return (
    <Labelled label={label} hint={hint}>
      {(ids) => <input {...props} {...ids} />}
    </Labelled>
  )
}

export function TextArea({ label, hint, ...props }: FieldProps & ComponentProps<'textarea'>) {
  return (
    <Labelled label={label} hint={hint}>
      {(ids) => <textarea {...props} {...ids} />}
    </Labelled>
  )
}

interface Ids {
  readonly id: string
  readonly 'aria-describedby'?: string
}

function Labelled({
  label,
  hint,
  children,
}: {
  label: string
  hint: string | undefined
  children: (ids: Ids) => ReactNode
}) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, ...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` }) })}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="muted">
          {hint}
        </p>
      )}
    </div>
  )
}
