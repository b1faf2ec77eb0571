import type { Link, LinkTemplate } from '../../hooks/use-links.ts'
import { commonMessages } from '../../messages/common-messages.ts'
import { useMessages } from '../../messages/use-messages.ts'
import { Checkbox, Field, Input } from '../../ui/index.ts'

export type SlotValues = Link['slots']

export interface SlotFieldProps {
  readonly slot: LinkTemplate['slots'][number]
  readonly values: SlotValues
  readonly onChange: (values: SlotValues) => void
  readonly isTried: boolean
}

/** What a template leaves open, such as a limit or a date. */
export function SlotField({ slot: { name, types }, values, onChange, isTried }: SlotFieldProps) {
  const common = useMessages(commonMessages)
  const [type = 'string'] = types
  const value = values[name]
  const set = (next: string | number | boolean | undefined): void => {
    const { [name]: _, ...others } = values
    onChange(next === undefined ? others : { ...others, [name]: next })
  }
  if (type === 'boolean') {
    return (
      <Checkbox
        label={<bdi>{name}</bdi>}
        checked={value === true}
        indeterminate={value === undefined}
        onChange={({ target }) => set(target.checked)}
      />
    )
  }
  return (
    <Field label={<bdi>{name}</bdi>} required error={isTried && value === undefined ? common('required') : undefined}>
      <Input
        type={type === 'number' ? 'number' : type === 'instant' ? 'datetime-local' : 'text'}
        step={type === 'number' ? 'any' : undefined}
        autoComplete="off"
        onChange={({ target }) => set(readSlot(type, target.value))}
      />
    </Field>
  )
}

function readSlot(type: SlotFieldProps['slot']['types'][number], text: string): string | number | undefined {
  if (text === '') return undefined
  if (type === 'number') return Number(text)
  return type === 'instant' ? new Date(text).toISOString() : text
}
