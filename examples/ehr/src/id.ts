import { z } from 'zod'

/** Ids as openapi.yaml declares them. */
export const id = z.string().regex(/^[a-zA-Z0-9-]{3,128}$/)
