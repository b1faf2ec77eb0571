import type { WardkitRequest } from '@wardkit/core/http'

declare module 'koa' {
  interface DefaultState {
    /** Who calls, for what, and the decision; present in all middleware after `authorize()`. */
    wardkit: WardkitRequest
  }
}
