import { BadRequestException } from '@nestjs/common'
import { z } from 'zod'

/** Reads a body or a parameter, or refuses it naming every field at fault. @throws BadRequestException */
export function readInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const { success, data, error } = schema.safeParse(input)
  if (success) return data
  throw new BadRequestException(z.prettifyError(error))
}
