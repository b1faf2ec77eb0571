import { z } from '@hono/zod-openapi'
import { MAX_PASSWORD_LENGTH, type PasswordRules } from '../../identity/passwords.ts'

/** What a form tells whoever chooses a password. */
export const PasswordRulesAnswer = z
  .object({
    minimumLength: z.int().openapi({ description: 'Characters, as Unicode counts them' }),
    maximumLength: z.int(),
    minimumDigits: z.int(),
    minimumUpperCase: z.int(),
    minimumLowerCase: z.int(),
    minimumSymbols: z.int().openapi({ description: 'Characters that are neither letters nor digits' }),
  })
  .openapi('PasswordRules', {
    description: 'What a new password must be, besides being none that an attacker would try first',
  })

export function toPasswordRulesAnswer(rules: PasswordRules): z.infer<typeof PasswordRulesAnswer> {
  return { ...rules, maximumLength: MAX_PASSWORD_LENGTH }
}
