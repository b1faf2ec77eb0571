import { createContext, forwardRef, useContext, useId, type ComponentProps, type ReactNode } from 'react'
import { Check, ChevronDown, CircleAlert } from 'lucide-react'
import { commonMessages } from '../messages/common-messages.ts'
import { useMessages } from '../messages/use-messages.ts'
import { classes, useSlot } from './slot.ts'

/** What a field tells the control in it. */
interface FieldControl {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
  readonly required: boolean
}

const FieldContext = createContext<FieldControl | null>(null)

/** The attributes that tie a control to its field, for controls of one's own. */
export function useFieldControl(): Partial<FieldControl> {
  return useContext(FieldContext) ?? {}
}

export interface FieldProps {
  readonly label: ReactNode
  readonly children: ReactNode
  /** Below the label. */
  readonly description?: ReactNode
  /** What is wrong with the value. */
  readonly error?: string | undefined
  /** Says so beside the label. */
  readonly optional?: boolean
  readonly required?: boolean
  /** The label is for screen readers alone. */
  readonly hideLabel?: boolean
  /** At the end of the label's line, such as a link. */
  readonly aside?: ReactNode
}

/** A control with its label, what there is to know of it, and what is wrong with its value. */
export function Field({ label, children, description, error, aside, ...options }: FieldProps) {
  const { optional = false, required = false, hideLabel = false } = options
  const t = useMessages(commonMessages)
  const id = useId()
  const part = useSlot('field')
  const labelPart = useSlot('label')
  const describedBy = classes(description !== undefined && `${id}-description`, error !== undefined && `${id}-error`)
  const control: FieldControl = {
    id,
    'aria-describedby': describedBy === '' ? undefined : describedBy,
    'aria-invalid': error === undefined ? undefined : true,
    required,
  }
  return (
    <div {...part}>
      <div className={hideLabel ? 'wk-visually-hidden' : 'wk-field-head'}>
        <label {...labelPart} htmlFor={id}>
          {label}
        </label>
        {optional ? <span className="wk-hint">{t('optional')}</span> : null}
        {aside === undefined ? null : <span className="wk-field-aside">{aside}</span>}
      </div>
      {description === undefined ? null : (
        <p className="wk-hint" id={`${id}-description`}>
          {description}
        </p>
      )}
      <FieldContext.Provider value={control}>{children}</FieldContext.Provider>
      {error === undefined ? null : (
        <p className="wk-field-error" id={`${id}-error`} role="alert">
          <CircleAlert />
          <span dir="auto">{error}</span>
        </p>
      )}
    </div>
  )
}

export interface InputProps extends ComponentProps<'input'> {
  /** Within the box, before the text. */
  readonly icon?: ReactNode
  /** Within the box, behind the text, such as a button. */
  readonly suffix?: ReactNode
}

export const Input = forwardRef<HTMLInputElement, InputProps>(function Input(
  { icon, suffix, className, ...props },
  ref,
) {
  const { required, ...control } = useFieldControl()
  const part = useSlot('input')
  return (
    <span className="wk-input-box">
      {icon === undefined ? null : <span className="wk-input-icon">{icon}</span>}
      <input
        {...control}
        aria-required={required === true || undefined}
        {...part}
        {...props}
        ref={ref}
        className={classes(part.className, className)}
      />
      {suffix}
    </span>
  )
})

export const Textarea = forwardRef<HTMLTextAreaElement, ComponentProps<'textarea'>>(function Textarea(props, ref) {
  const { required, ...control } = useFieldControl()
  return (
    <textarea
      {...control}
      aria-required={required === true || undefined}
      {...useSlot('textarea', 'wk-input wk-textarea')}
      rows={4}
      {...props}
      ref={ref}
    />
  )
})

/** Chooses one of a few. It is the platform's own, which every keyboard, phone and screen reader knows. */
export const Select = forwardRef<HTMLSelectElement, ComponentProps<'select'>>(function Select(props, ref) {
  const { required, ...control } = useFieldControl()
  return (
    <span className="wk-select-box">
      <select
        {...control}
        aria-required={required === true || undefined}
        {...useSlot('select', 'wk-input wk-select')}
        {...props}
        ref={ref}
      />
      <ChevronDown className="wk-select-icon" />
    </span>
  )
})

export interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type'> {
  readonly label: ReactNode
  readonly description?: ReactNode
  readonly hideLabel?: boolean
  /** Some of what it stands for is chosen. */
  readonly indeterminate?: boolean
}

export const Checkbox = forwardRef<HTMLInputElement, CheckboxProps>(function Checkbox(
  { label, description, hideLabel = false, indeterminate = false, ...props },
  ref,
) {
  return (
    <Choice label={label} description={description} hideLabel={hideLabel} slot="checkbox">
      <span className="wk-check-box">
        <input
          {...props}
          type="checkbox"
          className="wk-check"
          aria-checked={indeterminate ? 'mixed' : undefined}
          data-indeterminate={indeterminate || undefined}
          ref={ref}
        />
        <Check className="wk-check-icon" />
      </span>
    </Choice>
  )
})

/** Turns something on or off at once. */
export const Switch = forwardRef<HTMLInputElement, Omit<CheckboxProps, 'indeterminate'>>(function Switch(
  { label, description, hideLabel = false, ...props },
  ref,
) {
  return (
    <Choice label={label} description={description} hideLabel={hideLabel} slot="switch">
      <input {...props} type="checkbox" role="switch" className="wk-toggle" ref={ref} />
    </Choice>
  )
})

interface ChoiceProps {
  readonly label: ReactNode
  readonly description: ReactNode
  readonly hideLabel: boolean
  readonly slot: string
  readonly children: ReactNode
}

function Choice({ label, description, hideLabel, slot, children }: ChoiceProps) {
  return (
    <label {...useSlot(slot, 'wk-choice')}>
      {children}
      <span className={hideLabel ? 'wk-visually-hidden' : 'wk-choice-text'}>
        <span className="wk-choice-label">{label}</span>
        {description === undefined ? null : <span className="wk-hint">{description}</span>}
      </span>
    </label>
  )
}

export interface RadioOption {
  readonly value: string
  readonly label: ReactNode
  readonly description?: ReactNode
  readonly disabled?: boolean
}

export interface RadioGroupProps {
  readonly label: ReactNode
  readonly options: readonly RadioOption[]
  readonly value: string
  readonly onChange: (value: string) => void
  /** `cards`: each in a box of its own. */
  readonly look?: 'plain' | 'cards'
  readonly hideLabel?: boolean
  /** Below the label. */
  readonly description?: ReactNode
}

/** Chooses one of a few that are all seen. */
export function RadioGroup({ label, options, value, onChange, description, ...how }: RadioGroupProps) {
  const { look = 'plain', hideLabel = false } = how
  const name = useId()
  return (
    <fieldset
      {...useSlot('radio-group')}
      data-look={look}
      aria-describedby={description === undefined ? undefined : `${name}-description`}
    >
      <legend className={hideLabel ? 'wk-visually-hidden' : 'wk-label'}>{label}</legend>
      {description === undefined ? null : (
        <p className="wk-hint" id={`${name}-description`}>
          {description}
        </p>
      )}
      {options.map((option) => (
        <label key={option.value} className="wk-choice" data-slot="radio">
          <input
            type="radio"
            className="wk-radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            disabled={option.disabled}
            onChange={() => onChange(option.value)}
          />
          <span className="wk-choice-text">
            <span className="wk-choice-label">{option.label}</span>
            {option.description === undefined ? null : <span className="wk-hint">{option.description}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
