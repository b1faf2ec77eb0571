import type { WardkitRequest } from '@wardkit/core/http'

declare global {
  // Express's own place for what middleware adds to a request.

  namespace Express {
    interface Request {
      /** Who calls, for what, and the decision; present on every route after `authorize()`. */
      wardkit: WardkitRequest
    }
  }
}
