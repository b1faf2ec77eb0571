import { Eye, EyeOff } from 'lucide-react'
import { forwardRef, useState } from 'react'
import { IconButton } from './button.tsx'
import { Input, type InputProps } from './field.tsx'

export interface PasswordInputProps extends Omit<InputProps, 'type' | 'suffix'> {
  readonly showLabel: string
  readonly hideLabel: string
}

/** A password, which can be looked at. Pasting and password managers work as in any other field. */
export const PasswordInput = forwardRef<HTMLInputElement, PasswordInputProps>(function PasswordInput(
  { showLabel, hideLabel, ...props },
  ref,
) {
  const [shown, setShown] = useState(false)
  return (
    <Input
      {...props}
      ref={ref}
      type={shown ? 'text' : 'password'}
      spellCheck={false}
      autoCapitalize="none"
      suffix={
        <IconButton
          size="sm"
          tooltip={false}
          label={shown ? hideLabel : showLabel}
          icon={shown ? <EyeOff /> : <Eye />}
          onClick={() => setShown(!shown)}
        />
      }
    />
  )
})
