import { z } from 'zod'
import { WardkitError } from '../errors/index.ts'
import { isIdentifier } from '../model/identifier.ts'
import { isJsonObject } from '../model/json.ts'
import { isStorableText, isSystemTag, readTags, type TagInput, type Tags } from '../model/tags.ts'
import { canonicalEmail, EMAIL_EXPECTED } from './canonical-email.ts'

/**
 * What the schema makes of an input.
 * @throws WardkitError `ERR_INVALID_INPUT` naming every place that is wrong, and never a value
 */
export function readInput<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  throw new WardkitError('ERR_INVALID_INPUT', describeIssues(result.error))
}

/** The issues of an input in one line: where, and what is expected there. */
export function describeIssues(error: z.ZodError): string {
  return error.issues.map(describeIssue).join('; ')
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const path = z.core.toDotPath(issue.path)
  const place = path === '' ? 'the input' : `\`${path}\``
  switch (issue.code) {
    case 'unrecognized_keys':
      return `${place} has unknown fields: ${issue.keys.map((key) => `\`${printable(key)}\``).join(', ')}`
    case 'invalid_type':
      return `${place} needs ${issue.expected === 'object' ? 'an object' : `a value of type ${issue.expected}`}`
    case 'custom':
      return `${place} ${issue.message}`
    default:
      return `${place}: ${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}`
  }
}

/** A key as it may stand in a message: short, on one line. */
function printable(key: string): string {
  const plain = key.replace(/[\p{C}\p{Z}`]/gu, '?')
  return plain.length > 40 ? `${plain.slice(0, 40)}…` : plain
}

/** Names something: an id of ours, or the application's. */
export const identifier = z.custom<string>(isIdentifier, 'needs text of 1 to 255 characters in NFC, without NUL')

/** What people call something: one line of up to 200 characters, made NFC. */
export const displayName = z
  .string()
  .trim()
  .transform((text) => text.normalize('NFC'))
  .refine((text) => text.length >= 1 && text.length <= 200, 'needs 1 to 200 characters')
  .refine((text) => isStorableText(text) && !/\p{Cc}/u.test(text), 'must be one line without control characters')

/** Longer words about something. */
export const description = z.string().max(4_000).refine(isStorableText, 'must not hold NUL or half a surrogate pair')

/** An e-mail, made canonical. */
export const email = z.string().transform((text, context) => {
  const canonical = canonicalEmail(text)
  if (canonical !== undefined) return canonical
  context.addIssue({ code: 'custom', message: EMAIL_EXPECTED })
  return z.NEVER
})

/** Role ids, each once. */
export const roleIds = z
  .array(identifier)
  .max(100)
  .transform((ids) => [...new Set(ids)])

/** Tags as people write them. Those that begin `wardkit:` are Wardkit's own. */
export const tags = z.custom<TagInput>(isJsonObject, 'needs an object of tags').transform((input, context): Tags => {
  const { tags, problems } = readTags(input)
  for (const { key, message } of problems)
    context.addIssue({ code: 'custom', message: `tag \`${printable(key)}\` ${message}` })
  for (const { key } of tags.values()) {
    if (isSystemTag(key))
      context.addIssue({
        code: 'custom',
        message: `tag \`${printable(key)}\` is reserved: \`wardkit:\` keys are the system's`,
      })
  }
  return tags
})

/** A policy's source. Its length and everything else about it the reader of policies checks. */
export const policySource = z.string().refine(isStorableText, 'must not hold NUL or half a surrogate pair')

/** The version a change was made from. */
export const version = z.int().nonnegative()
