// Generated from the OpenAPI document of the admin API by `pnpm generate:client`.

import type { AccessRecord, AuditRecord, Service } from '@wardkit/core'
export interface paths {
  '/.well-known/jwks.json': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The public keys that verify access tokens */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description A JSON Web Key Set */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              keys: components['schemas']['PublicJwk'][]
            }
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/access-log': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** What was decided, for whom and why */
    get: {
      parameters: {
        query?: {
          /** @description The `next` of the page before */
          after?: number
          /** @description Milliseconds since 1970, inclusive */
          from?: number
          /** @description 100 when absent */
          limit?: number
          operation?: string
          /** @description `newest` first when absent */
          order?: 'oldest' | 'newest'
          outcome?: 'allowed' | 'refused' | 'would-refuse' | 'public' | 'unlisted'
          principal?: string
          /** @description Only with `resourceType` */
          resourceId?: string
          resourceType?: string
          /** @description Milliseconds since 1970, exclusive */
          to?: number
        }
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description Records */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              /** @description To be handed in as `after`; null when there are no more */
              next: number | null
              records: components['schemas']['AccessRecord'][]
            }
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/access-log/export': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** All of it, as lines of JSON */
    get: {
      parameters: {
        query?: {
          /** @description Milliseconds since 1970, inclusive */
          from?: number
          operation?: string
          outcome?: 'allowed' | 'refused' | 'would-refuse' | 'public' | 'unlisted'
          principal?: string
          /** @description Only with `resourceType` */
          resourceId?: string
          resourceType?: string
          /** @description Milliseconds since 1970, exclusive */
          to?: number
        }
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description Line by line */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/x-ndjson': string
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api-keys': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The API keys of the tenant, revoked ones included */
    get: {
      parameters: {
        query?: {
          /** @description The `next` of the page before */
          cursor?: string
          limit?: number
        }
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description By id */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              items: components['schemas']['ApiKey'][]
              /** @description To be handed in as `cursor`; null on the last page */
              next: string | null
            }
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    put?: never
    /**
     * Make an API key
     * @description It holds at most what you hold, and works while you are active and still hold all of that.
     */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            /** @description At most ten years; without it the key lasts */
            expiresInSeconds?: number
            name: string
            /** @description Ids of roles */
            roles: string[]
            tags?: components['schemas']['TagsInput']
          }
        }
      }
      responses: {
        /** @description The key, with its text, which is shown this once */
        201: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['ApiKey'] & {
              text: string
            }
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api-keys/{keyId}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    /** Refuse an API key from now on */
    delete: {
      parameters: {
        query?: never
        header?: never
        path: {
          keyId: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description Done, at the revision in `Wardkit-Revision` */
        204: {
          headers: {
            [name: string]: unknown
          }
          content?: never
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    options?: never
    head?: never
    /**
     * Change what an API key is called and holds
     * @description It holds at most what its creator holds now. Tokens it was exchanged for are refused from now on.
     */
    patch: {
      parameters: {
        query?: never
        header?: never
        path: {
          keyId: string
        }
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            name?: string
            /** @description Ids of roles */
            roles?: string[]
            tags?: components['schemas']['TagsInput']
          }
        }
      }
      responses: {
        /** @description The key */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['ApiKey']
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    trace?: never
  }
  '/api-keys/{keyId}/rotate': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Give an API key a new secret
     * @description The one before is refused at once, or after `overlapSeconds`.
     */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          keyId: string
        }
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            overlapSeconds?: number
          }
        }
      }
      responses: {
        /** @description The key, and its text, which is shown this once */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              key: components['schemas']['ApiKey']
              text: string
            }
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api-keys/{keyId}/tags': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Its tags */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          keyId: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description Its own tags */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['TagsView']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    /** Replace its tags as a whole; the system’s stay */
    put: {
      parameters: {
        query?: never
        header?: never
        path: {
          keyId: string
        }
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            tags: components['schemas']['TagsInput']
          }
        }
      }
      responses: {
        /** @description Its own tags */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['TagsView']
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    post?: never
    delete?: never
    options?: never
    head?: never
    /** Set and remove tags by key; the others stay */
    patch: {
      parameters: {
        query?: never
        header?: never
        path: {
          keyId: string
        }
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': components['schemas']['TagsPatch']
        }
      }
      responses: {
        /** @description Its own tags */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['TagsView']
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    trace?: never
  }
  '/assumable-roles': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The roles that you may assume */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description At most 1,000 */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              items: components['schemas']['AssumableRole'][]
            }
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/assume-role': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Get a token of a role that trusts you, in place of what you hold yourself
     * @description The same as a token exchange at `/wardkit/token`. The token ends with the credentials you ask with.
     */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            /** @description At most 900, and at most what the role allows */
            durationSeconds?: number
            externalId?: string
            role: string
            sessionName?: string
            tags?: components['schemas']['TagsInput']
            /** @description The id of the role's tenant; your own when absent */
            tenant?: string
          }
        }
      }
      responses: {
        /** @description A token */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['AssumedRole']
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/audit-log': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** What was changed, by whom and when */
    get: {
      parameters: {
        query?: {
          action?:
            | 'api-key.create'
            | 'api-key.revoke'
            | 'api-key.rotate'
            | 'api-key.update'
            | 'connection.activate'
            | 'connection.create'
            | 'connection.deactivate'
            | 'connection.map'
            | 'connection.remove'
            | 'connection.test'
            | 'connection.tested'
            | 'connection.update'
            | 'domain.add'
            | 'domain.assign'
            | 'domain.remove'
            | 'domain.verify'
            | 'guardrail.set'
            | 'invitation.accept'
            | 'invitation.create'
            | 'invitation.resend'
            | 'invitation.revoke'
            | 'link.create'
            | 'link.revoke'
            | 'operator.create'
            | 'operator.revoke'
            | 'resource.register'
            | 'resource.remove'
            | 'person.add-factor'
            | 'person.change-email'
            | 'person.change-password'
            | 'person.remove-factor'
            | 'person.rename-passkey'
            | 'person.renew-recovery-codes'
            | 'person.reset-password'
            | 'person.use-recovery-code'
            | 'resource.settle'
            | 'role.assume'
            | 'role.create'
            | 'role.delete'
            | 'role.trust'
            | 'role.update'
            | 'service.register'
            | 'service.remove'
            | 'session.end'
            | 'session.reuse'
            | 'session.start'
            | 'session.step-up'
            | 'sso.enforce'
            | 'sso.log-in'
            | 'sso.log-out'
            | 'sso.refuse'
            | 'signing-key.rotate'
            | 'store.restore'
            | 'tenant.change-settings'
            | 'tenant.create'
            | 'tenant.delete'
            | 'tenant.resume'
            | 'tenant.sign-up'
            | 'tenant.suspend'
            | 'user.create'
            | 'user.disable'
            | 'user.enable'
            | 'user.remove'
            | 'user.set-password'
            | 'user.update'
          /** @description Id of who did it */
          actor?: string
          /** @description The `next` of the page before */
          after?: number
          /** @description Milliseconds since 1970, inclusive */
          from?: number
          /** @description 100 when absent */
          limit?: number
          /** @description `newest` first when absent */
          order?: 'oldest' | 'newest'
          /** @description Only with `targetType` */
          targetId?: string
          targetType?: string
          /** @description Milliseconds since 1970, exclusive */
          to?: number
        }
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description Records */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              /** @description To be handed in as `after`; null when there are no more */
              next: number | null
              records: components['schemas']['AuditRecord'][]
            }
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/audit-log/export': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** All of it, as lines of JSON or as CSV */
    get: {
      parameters: {
        query?: {
          action?:
            | 'api-key.create'
            | 'api-key.revoke'
            | 'api-key.rotate'
            | 'api-key.update'
            | 'connection.activate'
            | 'connection.create'
            | 'connection.deactivate'
            | 'connection.map'
            | 'connection.remove'
            | 'connection.test'
            | 'connection.tested'
            | 'connection.update'
            | 'domain.add'
            | 'domain.assign'
            | 'domain.remove'
            | 'domain.verify'
            | 'guardrail.set'
            | 'invitation.accept'
            | 'invitation.create'
            | 'invitation.resend'
            | 'invitation.revoke'
            | 'link.create'
            | 'link.revoke'
            | 'operator.create'
            | 'operator.revoke'
            | 'resource.register'
            | 'resource.remove'
            | 'person.add-factor'
            | 'person.change-email'
            | 'person.change-password'
            | 'person.remove-factor'
            | 'person.rename-passkey'
            | 'person.renew-recovery-codes'
            | 'person.reset-password'
            | 'person.use-recovery-code'
            | 'resource.settle'
            | 'role.assume'
            | 'role.create'
            | 'role.delete'
            | 'role.trust'
            | 'role.update'
            | 'service.register'
            | 'service.remove'
            | 'session.end'
            | 'session.reuse'
            | 'session.start'
            | 'session.step-up'
            | 'sso.enforce'
            | 'sso.log-in'
            | 'sso.log-out'
            | 'sso.refuse'
            | 'signing-key.rotate'
            | 'store.restore'
            | 'tenant.change-settings'
            | 'tenant.create'
            | 'tenant.delete'
            | 'tenant.resume'
            | 'tenant.sign-up'
            | 'tenant.suspend'
            | 'user.create'
            | 'user.disable'
            | 'user.enable'
            | 'user.remove'
            | 'user.set-password'
            | 'user.update'
          /** @description Id of who did it */
          actor?: string
          format?: 'jsonl' | 'csv'
          /** @description Milliseconds since 1970, inclusive */
          from?: number
          /** @description Only with `targetType` */
          targetId?: string
          targetType?: string
          /** @description Milliseconds since 1970, exclusive */
          to?: number
        }
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description Line by line */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/x-ndjson': string
            'text/csv': string
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/audit-log/follow': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * What is changed from now on, or from a record on, as it happens
     * @description Server-sent events: each `data` is a record, each `id` its sequence. The stream ends after a minute, so that whoever may follow no longer does not; an `EventSource` goes on where it ended.
     */
    get: {
      parameters: {
        query?: {
          action?:
            | 'api-key.create'
            | 'api-key.revoke'
            | 'api-key.rotate'
            | 'api-key.update'
            | 'connection.activate'
            | 'connection.create'
            | 'connection.deactivate'
            | 'connection.map'
            | 'connection.remove'
            | 'connection.test'
            | 'connection.tested'
            | 'connection.update'
            | 'domain.add'
            | 'domain.assign'
            | 'domain.remove'
            | 'domain.verify'
            | 'guardrail.set'
            | 'invitation.accept'
            | 'invitation.create'
            | 'invitation.resend'
            | 'invitation.revoke'
            | 'link.create'
            | 'link.revoke'
            | 'operator.create'
            | 'operator.revoke'
            | 'resource.register'
            | 'resource.remove'
            | 'person.add-factor'
            | 'person.change-email'
            | 'person.change-password'
            | 'person.remove-factor'
            | 'person.rename-passkey'
            | 'person.renew-recovery-codes'
            | 'person.reset-password'
            | 'person.use-recovery-code'
            | 'resource.settle'
            | 'role.assume'
            | 'role.create'
            | 'role.delete'
            | 'role.trust'
            | 'role.update'
            | 'service.register'
            | 'service.remove'
            | 'session.end'
            | 'session.reuse'
            | 'session.start'
            | 'session.step-up'
            | 'sso.enforce'
            | 'sso.log-in'
            | 'sso.log-out'
            | 'sso.refuse'
            | 'signing-key.rotate'
            | 'store.restore'
            | 'tenant.change-settings'
            | 'tenant.create'
            | 'tenant.delete'
            | 'tenant.resume'
            | 'tenant.sign-up'
            | 'tenant.suspend'
            | 'user.create'
            | 'user.disable'
            | 'user.enable'
            | 'user.remove'
            | 'user.set-password'
            | 'user.update'
          /** @description Id of who did it */
          actor?: string
          /** @description The `next` of the page before */
          after?: number
          /** @description Milliseconds since 1970, inclusive */
          from?: number
          /** @description Only with `targetType` */
          targetId?: string
          targetType?: string
        }
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description Line by line */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'text/event-stream': string
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/branding': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** What a login page shows of a tenant, or of the application where there is no such tenant */
    get: {
      parameters: {
        query?: {
          /** @description Its slug */
          tenant?: string
        }
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description The branding, and what a new password must be there */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['LoginPage']
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/connections': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The identity providers of the tenant */
    get: {
      parameters: {
        query?: {
          /** @description The `next` of the page before */
          cursor?: string
          limit?: number
        }
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description By id */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              items: components['schemas']['Connection'][]
              /** @description To be handed in as `cursor`; null on the last page */
              next: string | null
            }
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    put?: never
    /** Set an identity provider up, as a draft */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': components['schemas']['ConnectionInput']
        }
      }
      responses: {
        /** @description The draft */
        201: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['Connection']
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/connections/{connectionId}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** One identity provider */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          connectionId: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description The connection */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['Connection']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    put?: never
    post?: never
    /** Delete an identity provider, end its sessions and take back the roles it granted */
    delete: {
      parameters: {
        query?: never
        header?: never
        path: {
          connectionId: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description Done, at the revision in `Wardkit-Revision` */
        204: {
          headers: {
            [name: string]: unknown
          }
          content?: never
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    options?: never
    head?: never
    /**
     * Change an identity provider
     * @description Another provider, client, secret or scope makes it a draft again.
     */
    patch: {
      parameters: {
        query?: never
        header?: never
        path: {
          connectionId: string
        }
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            clientId?: string
            /** @description Never shown again */
            clientSecret?: string
            /**
             * @description The provider’s discovery URL, or its issuer
             * @example https://login.acme.example/.well-known/openid-configuration
             */
            discoveryUrl?: string
            name?: string
            scopes?: string[]
            /** @description The version that the change was made from */
            version?: number
          }
        }
      }
      responses: {
        /** @description The connection */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['Connection']
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    trace?: never
  }
  '/connections/{connectionId}/activate': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Let people log in by an identity provider that was tested */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          connectionId: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description The connection */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['Connection']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/connections/{connectionId}/deactivate': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** End logins by an identity provider */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          connectionId: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description The connection */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['Connection']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/connections/{connectionId}/mapping': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** How claims become roles and tags */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          connectionId: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description The mapping */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['Mapping']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    /** Say how claims become roles and tags, from the next login on */
    put: {
      parameters: {
        query?: never
        header?: never
        path: {
          connectionId: string
        }
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            /** @description For whom no rule matches */
            defaultRole: string | null
            /**
             * @description `authoritative`: each login leaves, of what this connection granted, what the rules give now. `additive`: it takes nothing away
             * @enum {string}
             */
            mode: 'authoritative' | 'additive'
            rules: {
              /**
               * @description A claim; dots lead into objects
               * @example groups
               */
              attribute: string
              /**
               * @description `equals`: the claim is this one value. `contains`: it is a list with this value. Letter case counts
               * @enum {string}
               */
              match: 'equals' | 'contains'
              /** @description Id of a role */
              role: string
              value: string
            }[]
            tagRules: {
              attribute: string
              /** Format: wardkit-tag */
              tag: string
            }[]
            /** @description The version that the change was made from */
            version?: number
          }
        }
      }
      responses: {
        /** @description The mapping */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['Mapping']
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/connections/{connectionId}/mapping/dry-run': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** What claims would yield; nothing is changed */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          connectionId: string
        }
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            /**
             * @example {
             *       "groups": [
             *         "doctors"
             *       ]
             *     }
             */
            claims: {
              [key: string]: unknown
            }
            /** @description Instead of the one that is kept */
            mapping?: {
              /** @description For whom no rule matches */
              defaultRole: string | null
              /**
               * @description `authoritative`: each login leaves, of what this connection granted, what the rules give now. `additive`: it takes nothing away
               * @enum {string}
               */
              mode: 'authoritative' | 'additive'
              rules: {
                /**
                 * @description A claim; dots lead into objects
                 * @example groups
                 */
                attribute: string
                /**
                 * @description `equals`: the claim is this one value. `contains`: it is a list with this value. Letter case counts
                 * @enum {string}
                 */
                match: 'equals' | 'contains'
                /** @description Id of a role */
                role: string
                value: string
              }[]
              tagRules: {
                attribute: string
                /** Format: wardkit-tag */
                tag: string
              }[]
            }
          }
        }
      }
      responses: {
        /** @description What came of it */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['MappingDryRun']
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/connections/{connectionId}/test': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Begin a test login
     * @description Open the URL in a window of this browser. Nobody is logged in here by it.
     */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          connectionId: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description Where it begins */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              run: string
              url: string
            }
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/connections/{connectionId}/test-runs': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The test logins of an identity provider */
    get: {
      parameters: {
        query?: {
          /** @description The `next` of the page before */
          cursor?: string
          limit?: number
        }
        header?: never
        path: {
          connectionId: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description The newest first */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              items: components['schemas']['ConnectionTestRun'][]
              /** @description To be handed in as `cursor`; null on the last page */
              next: string | null
            }
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/decisions': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** What you may do: many questions at once, on one state of the policies */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            questions: components['schemas']['Question'][]
          }
        }
      }
      responses: {
        /** @description The answers, in the order of the questions */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              answers: components['schemas']['Answer'][]
              revision: number
            }
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/domains': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The domains of the tenant */
    get: {
      parameters: {
        query?: {
          /** @description The `next` of the page before */
          cursor?: string
          limit?: number
        }
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description By id */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              items: components['schemas']['Domain'][]
              /** @description To be handed in as `cursor`; null on the last page */
              next: string | null
            }
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    put?: never
    /** Say that a domain is the tenant’s, to be verified */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            domain: string
          }
        }
      }
      responses: {
        /** @description The domain, with the record that proves it */
        201: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['Domain']
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/domains/{domainId}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    /** Give a domain up */
    delete: {
      parameters: {
        query?: never
        header?: never
        path: {
          domainId: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description Done, at the revision in `Wardkit-Revision` */
        204: {
          headers: {
            [name: string]: unknown
          }
          content?: never
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    options?: never
    head?: never
    /** Send logins with e-mails of a domain to an identity provider, or to none */
    patch: {
      parameters: {
        query?: never
        header?: never
        path: {
          domainId: string
        }
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            connection: string | null
          }
        }
      }
      responses: {
        /** @description The domain */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['Domain']
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    trace?: never
  }
  '/domains/{domainId}/verify': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Look the record up that proves a domain */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          domainId: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description Verified, or what the look-up lacked */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['Domain']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/email/change': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Ask for a link to use another e-mail */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            email: string
            password: string
          }
        }
      }
      responses: {
        /** @description Done */
        202: {
          headers: {
            [name: string]: unknown
          }
          content?: never
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Too many attempts */
        429: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/email/confirm': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Use the new e-mail that a link is for; every session is ended */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            /** @description Of the link, behind `#code=` */
            code: string
          }
        }
      }
      responses: {
        /** @description Done */
        204: {
          headers: {
            [name: string]: unknown
          }
          content?: never
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Too many attempts */
        429: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/explain': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Why a user, an API key or an assumed role of the tenant may do something or not */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            principal: {
              id: string
              /** @enum {string} */
              type: 'user' | 'apiKey' | 'assumedRole'
            }
            question: components['schemas']['Question']
          }
        }
      }
      responses: {
        /** @description How the answer comes about */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['Explanation']
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/guardrail': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The policy of denies that applies to everybody of the tenant */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description The guardrail */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['Guardrail']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    /**
     * Set the guardrail, or take it away
     * @description Only who holds the role `admin` may.
     */
    put: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            /**
             * @description YAML or JSON
             * @example - allow: ['GET:/patient']
             */
            policy: string | null
            /** @description The version that the change was made from */
            version: number
          }
        }
      }
      responses: {
        /** @description The guardrail */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['Guardrail'] & {
              /** @description What the checker remarked on the policy */
              warnings: components['schemas']['Diagnostic'][]
            }
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/invitations': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Who was invited and has not accepted yet */
    get: {
      parameters: {
        query?: {
          /** @description The `next` of the page before */
          cursor?: string
          limit?: number
          /** @description Part of the e-mail or of the name */
          search?: string
          status?: 'pending' | 'expired'
        }
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description By e-mail */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              items: components['schemas']['Invitation'][]
              /** @description To be handed in as `cursor`; null on the last page */
              next: string | null
            }
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    put?: never
    /**
     * Invite somebody by e-mail
     * @description Nobody gives more than they hold, unless they hold `admin`; that is asked again when it is accepted.
     */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': components['schemas']['InvitationInput']
        }
      }
      responses: {
        /** @description The invitation; its link is in the mail and nowhere else */
        201: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['Invitation']
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Too many attempts */
        429: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/invitations/{invitationId}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    /** Take an invitation back */
    delete: {
      parameters: {
        query?: never
        header?: never
        path: {
          invitationId: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description Done, at the revision in `Wardkit-Revision` */
        204: {
          headers: {
            [name: string]: unknown
          }
          content?: never
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/invitations/{invitationId}/resend': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Mail a new link; the old one is good no more */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          invitationId: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description The invitation */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['Invitation']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Too many attempts */
        429: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/invitations/accept': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Become a user of the tenant
     * @description Somebody new chooses a password. Who has an account gives its password, or is logged in as that very person.
     */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            /** @description Of the link, behind `#code=` */
            code: string
            name?: string
            password?: string
            /**
             * @default tokens
             * @enum {string}
             */
            session?: 'browser' | 'tokens'
          }
        }
      }
      responses: {
        /** @description Logged in to the tenant, or what the login asks for besides the password */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['LoginAnswer']
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Too many attempts */
        429: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/invitations/bulk': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Invite up to 100 people, each on their own: one that is refused holds up no other */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            invitations: components['schemas']['InvitationInput'][]
          }
        }
      }
      responses: {
        /** @description In the order asked for */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              results: {
                email: string
                invitation?: components['schemas']['Invitation']
                problem?: components['schemas']['ItemProblem']
              }[]
            }
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Too many attempts */
        429: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/invitations/show': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** What a link is for */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            /** @description Of the link, behind `#code=` */
            code: string
          }
        }
      }
      responses: {
        /** @description The invitation */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              email: string
              /** @description The password of the account is asked for */
              hasAccount: boolean
              name: string | null
              /** @description A new password is to be chosen */
              needsPassword: boolean
              passwordRules: components['schemas']['PasswordRules']
              tenant: components['schemas']['Tenant']
            }
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Too many attempts */
        429: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/links': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * The links on a resource, or to a principal
     * @description Either `resourceType` and `resourceId`, or `principalType` and `principalId`.
     */
    get: {
      parameters: {
        query?: {
          /** @description The `next` of the page before */
          cursor?: string
          limit?: number
          principalId?: string
          /** @description Of another tenant’s principal */
          principalTenant?: string
          principalType?: 'user' | 'apiKey' | 'role' | 'tenant' | 'email'
          resourceId?: string
          resourceType?: string
        }
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description By id */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              items: components['schemas']['Link'][]
              /** @description To be handed in as `cursor`; null on the last page */
              next: string | null
            }
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    put?: never
    /**
     * Share a resource
     * @description Who does not hold the role `admin` shares only what they may do with it themselves.
     */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            expiresAt?: number
            principal: {
              id: string
              /** @description To reach another tenant’s */
              tenant?: string
              /** @enum {string} */
              type: 'user' | 'apiKey' | 'role' | 'tenant' | 'email'
            }
            resource?: components['schemas']['ResourceName']
            /** @description A value for every further slot of the template */
            slots?: {
              [key: string]: string | number | boolean
            }
            template: string
          }
        }
      }
      responses: {
        /** @description The link */
        201: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['Link']
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/links/{linkId}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    /**
     * Share no longer
     * @description Who does not hold the role `admin` takes away what they shared, or could have shared.
     */
    delete: {
      parameters: {
        query?: never
        header?: never
        path: {
          linkId: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description Done, at the revision in `Wardkit-Revision` */
        204: {
          headers: {
            [name: string]: unknown
          }
          content?: never
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/login': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Log in with e-mail and password */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': components['schemas']['Login']
        }
      }
      responses: {
        /** @description A session, or the tenants to choose from */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['LoginAnswer']
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Too many attempts */
        429: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/login/enroll/passkey': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Begin to add a passkey, where the tenant asks for a second factor and you have none */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            challenge: string
          }
        }
      }
      responses: {
        /** @description For `navigator.credentials.create` */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              options: components['schemas']['PasskeyOptions']
            }
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Too many attempts */
        429: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/login/enroll/passkey/finish': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Add the passkey that was made, and go on */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            challenge: string
            name: string
            passkey: components['schemas']['PasskeyResponse']
            /**
             * @description `browser`: a cookie is set. `tokens`: an access token and a refresh token are answered
             * @default tokens
             * @enum {string}
             */
            session?: 'browser' | 'tokens'
          }
        }
      }
      responses: {
        /** @description Logged in */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['LoginAnswer'] & {
              /** @description With the first factor, shown this once; else null */
              recoveryCodes: string[] | null
            }
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Too many attempts */
        429: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/login/enroll/totp': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Begin to add an app, where the tenant asks for a second factor and you have none */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            challenge: string
          }
        }
      }
      responses: {
        /** @description What the app is to be given */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              /** @description To be typed into an app, base32 */
              secret: string
              /** @description To be shown as a QR code */
              uri: string
            }
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Too many attempts */
        429: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/login/enroll/totp/finish': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Add the app by a code that it shows, and go on */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            challenge: string
            code: string
            /**
             * @description `browser`: a cookie is set. `tokens`: an access token and a refresh token are answered
             * @default tokens
             * @enum {string}
             */
            session?: 'browser' | 'tokens'
          }
        }
      }
      responses: {
        /** @description Logged in */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['LoginAnswer'] & {
              /** @description With the first factor, shown this once; else null */
              recoveryCodes: string[] | null
            }
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Too many attempts */
        429: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/login/init': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** How somebody logs in, whoever has the e-mail */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            email: string
            /** @description A path of this server to go on at */
            returnTo?: string
          }
        }
      }
      responses: {
        /** @description The same for every e-mail of a domain */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json':
              | {
                  /** @enum {string} */
                  method: 'password'
                }
              | {
                  /** @enum {string} */
                  method: 'sso'
                  /** @description To be opened in the browser */
                  url: string
                }
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Too many attempts */
        429: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/login/passkey': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Begin a login with a passkey */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description For `navigator.credentials.get` */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              challenge: string
              options: components['schemas']['PasskeyOptions']
            }
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Too many attempts */
        429: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/login/passkey/finish': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Log in with a passkey, and nothing else */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            challenge: string
            passkey: components['schemas']['PasskeyResponse']
            /**
             * @description `browser`: a cookie is set. `tokens`: an access token and a refresh token are answered
             * @default tokens
             * @enum {string}
             */
            session?: 'browser' | 'tokens'
            tenant?: string
          }
        }
      }
      responses: {
        /** @description Logged in, or the tenants to choose from */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['LoginAnswer']
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Too many attempts */
        429: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/login/second-factor': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Go on with a second factor
     * @description One of `totp`, `recoveryCode` and `passkey`.
     */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json':
            | {
                challenge: string
                /**
                 * @description `browser`: a cookie is set. `tokens`: an access token and a refresh token are answered
                 * @default tokens
                 * @enum {string}
                 */
                session?: 'browser' | 'tokens'
                totp: string
              }
            | {
                challenge: string
                recoveryCode: string
                /**
                 * @description `browser`: a cookie is set. `tokens`: an access token and a refresh token are answered
                 * @default tokens
                 * @enum {string}
                 */
                session?: 'browser' | 'tokens'
              }
            | {
                challenge: string
                passkey: components['schemas']['PasskeyResponse']
                /**
                 * @description `browser`: a cookie is set. `tokens`: an access token and a refresh token are answered
                 * @default tokens
                 * @enum {string}
                 */
                session?: 'browser' | 'tokens'
              }
        }
      }
      responses: {
        /** @description Logged in, or the tenants to choose from */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['LoginAnswer']
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Too many attempts */
        429: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/login/second-factor/passkey': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** What the browser is to ask of your passkeys */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            challenge: string
          }
        }
      }
      responses: {
        /** @description For `navigator.credentials.get` */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              options: components['schemas']['PasskeyOptions']
            }
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Too many attempts */
        429: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/login/tenant': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Go on in one of several tenants */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            challenge: string
            /**
             * @description `browser`: a cookie is set. `tokens`: an access token and a refresh token are answered
             * @default tokens
             * @enum {string}
             */
            session?: 'browser' | 'tokens'
            tenant: string
          }
        }
      }
      responses: {
        /** @description Logged in */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['LoginAnswer']
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Too many attempts */
        429: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/logout': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** End this session */
    post: {
      parameters: {
        query?: {
          /** @description Whether the session at the identity provider that it began with is to be ended too */
          sso?: 'true' | 'false'
        }
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description Ended here; open this in the browser to end it at the provider */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              url: string
            }
          }
        }
        /** @description Done */
        204: {
          headers: {
            [name: string]: unknown
          }
          content?: never
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/openapi.json': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** This document */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description OpenAPI 3.1 */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              [key: string]: unknown
            }
          }
        }
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/operator/access-summary': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * The access log in numbers, over one tenant or all
     * @description For the application's own operators: `Authorization: Bearer` with an operator's key.
     */
    get: {
      parameters: {
        query?: {
          by?: 'hour' | 'day'
          /** @description Inclusive; a week before `to` when absent */
          from?: number
          tenant?: string
          /** @description Exclusive; now when absent */
          to?: number
        }
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description The busiest first */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['AccessSummary']
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Too many attempts */
        429: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/operator/services': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * The services that servers have registered
     * @description For the application's own operators: `Authorization: Bearer` with an operator's key.
     */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description By id */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              items: components['schemas']['OperatorService'][]
            }
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Too many attempts */
        429: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/operator/tenants': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Every tenant
     * @description For the application's own operators: `Authorization: Bearer` with an operator's key.
     */
    get: {
      parameters: {
        query?: {
          /** @description The `next` of the page before */
          cursor?: string
          limit?: number
          /** @description Part of the name or slug */
          search?: string
          status?: 'active' | 'suspended'
        }
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description By id; a page may be empty and have a next one */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              items: components['schemas']['OperatorTenant'][]
              /** @description To be handed in as `cursor`; null on the last page */
              next: string | null
            }
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Too many attempts */
        429: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/operator/tenants/{tenantId}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * One tenant
     * @description For the application's own operators: `Authorization: Bearer` with an operator's key.
     */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          tenantId: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description The tenant */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['OperatorTenantDetail']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Too many attempts */
        429: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    put?: never
    post?: never
    /**
     * Delete a tenant with everything of theirs
     * @description For the application's own operators: `Authorization: Bearer` with an operator's key.
     */
    delete: {
      parameters: {
        query?: never
        header?: never
        path: {
          tenantId: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description Done, at the revision in `Wardkit-Revision` */
        204: {
          headers: {
            [name: string]: unknown
          }
          content?: never
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Too many attempts */
        429: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/operator/tenants/{tenantId}/resume': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Let a suspended tenant go on
     * @description For the application's own operators: `Authorization: Bearer` with an operator's key.
     */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          tenantId: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description Done, at the revision in `Wardkit-Revision` */
        204: {
          headers: {
            [name: string]: unknown
          }
          content?: never
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Too many attempts */
        429: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/operator/tenants/{tenantId}/suspend': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Refuse every request and login of a tenant from now on
     * @description For the application's own operators: `Authorization: Bearer` with an operator's key.
     */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          tenantId: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description Done, at the revision in `Wardkit-Revision` */
        204: {
          headers: {
            [name: string]: unknown
          }
          content?: never
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Too many attempts */
        429: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/outbox': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** In development without a mail transport: the mails that would have been sent */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description A page */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'text/html': string
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/password/change': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Change your password; every session is ended */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            newPassword: string
            password: string
          }
        }
      }
      responses: {
        /** @description Done */
        204: {
          headers: {
            [name: string]: unknown
          }
          content?: never
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Too many attempts */
        429: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/password/forgot': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Ask for a link to choose a new password */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            email: string
          }
        }
      }
      responses: {
        /** @description A mail is on its way, whoever has the address */
        202: {
          headers: {
            [name: string]: unknown
          }
          content?: never
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Too many attempts */
        429: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/password/reset': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Choose a new password by a link; every session is ended */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            /** @description Of the link, behind `#code=` */
            code: string
            password: string
          }
        }
      }
      responses: {
        /** @description Done */
        204: {
          headers: {
            [name: string]: unknown
          }
          content?: never
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Too many attempts */
        429: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/password/reset/show': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** What the password must be that a link is for */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            /** @description Of the link, behind `#code=` */
            code: string
          }
        }
      }
      responses: {
        /** @description The rules */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              passwordRules: components['schemas']['PasswordRules']
            }
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Too many attempts */
        429: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/profile': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Who you are, with the roles and tags that decisions about you rest on */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description You */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['Profile']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/resources': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The resources of one type */
    get: {
      parameters: {
        query: {
          /** @description The `next` of the page before */
          cursor?: string
          limit?: number
          type: string
        }
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description By id */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              items: components['schemas']['Resource'][]
              /** @description To be handed in as `cursor`; null on the last page */
              next: string | null
            }
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/resources/{type}/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** One resource */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          id: string
          type: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description The resource */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['Resource']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    /**
     * Replace the owner, the parent and the tags of a registered resource; what is left out it has no more
     * @description What the application has not registered is 404: nobody of a tenant claims an id.
     */
    put: {
      parameters: {
        query?: never
        header?: never
        path: {
          id: string
          type: string
        }
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            /** @description The id of the principal who owns it */
            owner?: string | null
            /**
             * @description What it is in
             * @example {
             *       "type": "patient",
             *       "id": "p-7"
             *     }
             */
            parent?: {
              id: string
              type: string
            } | null
            tags?: components['schemas']['TagsInput'] & unknown
          }
        }
      }
      responses: {
        /** @description The resource */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['Resource']
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    post?: never
    /**
     * Forget a resource, and the links on it
     * @description Policies know nothing of it then, not even whose it is, until the application registers it again.
     */
    delete: {
      parameters: {
        query?: never
        header?: never
        path: {
          id: string
          type: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description Done, at the revision in `Wardkit-Revision` */
        204: {
          headers: {
            [name: string]: unknown
          }
          content?: never
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/resources/{type}/{id}/tags': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Its tags */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          id: string
          type: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description Its own tags */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['TagsView']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    /** Replace its tags as a whole; the system’s stay */
    put: {
      parameters: {
        query?: never
        header?: never
        path: {
          id: string
          type: string
        }
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            tags: components['schemas']['TagsInput']
          }
        }
      }
      responses: {
        /** @description Its own tags */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['TagsView']
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    post?: never
    delete?: never
    options?: never
    head?: never
    /** Set and remove tags by key; the others stay */
    patch: {
      parameters: {
        query?: never
        header?: never
        path: {
          id: string
          type: string
        }
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': components['schemas']['TagsPatch']
        }
      }
      responses: {
        /** @description Its own tags */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['TagsView']
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    trace?: never
  }
  '/resources/tags/bulk': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Set and remove tags of up to 1,000 resources, each on its own: one that is refused holds up no other */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            /** @description Keys, values and all */
            remove?: string[]
            resources: {
              id: string
              type: string
            }[]
            set?: components['schemas']['TagsInput']
          }
        }
      }
      responses: {
        /** @description In the order asked for */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              results: {
                id: string
                problem?: components['schemas']['ItemProblem']
                type: string
              }[]
            }
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/resources/types': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The types of resources that are registered, and how many of each */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description By type */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              items: {
                count: number
                type: string
              }[]
            }
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/roles': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The roles of the tenant, and those that every tenant may assign */
    get: {
      parameters: {
        query?: {
          /** @description The `next` of the page before */
          cursor?: string
          limit?: number
        }
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description By id */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              items: components['schemas']['Role'][]
              /** @description To be handed in as `cursor`; null on the last page */
              next: string | null
              shared: components['schemas']['SharedRole'][]
            }
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    put?: never
    /** Write a role */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            description?: string
            name: string
            /**
             * @description YAML or JSON
             * @example - allow: ['GET:/patient']
             */
            policy: string
            tags?: components['schemas']['TagsInput']
          }
        }
      }
      responses: {
        /** @description The role */
        201: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              role: components['schemas']['Role']
              /** @description What the checker remarked on the policy */
              warnings: components['schemas']['Diagnostic'][]
            }
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/roles/{roleId}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** One role */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          roleId: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description The role */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['Role']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    put?: never
    post?: never
    /** Delete a role and take it from its holders */
    delete: {
      parameters: {
        query?: never
        header?: never
        path: {
          roleId: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description Done, at the revision in `Wardkit-Revision` */
        204: {
          headers: {
            [name: string]: unknown
          }
          content?: never
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    options?: never
    head?: never
    /** Change a role for all who hold it */
    patch: {
      parameters: {
        query?: never
        header?: never
        path: {
          roleId: string
        }
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            description?: string
            name?: string
            /**
             * @description YAML or JSON
             * @example - allow: ['GET:/patient']
             */
            policy?: string
            tags?: components['schemas']['TagsInput']
            /** @description The version that the change was made from */
            version: number
          }
        }
      }
      responses: {
        /** @description The role */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              role: components['schemas']['Role']
              /** @description What the checker remarked on the policy */
              warnings: components['schemas']['Diagnostic'][]
            }
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    trace?: never
  }
  '/roles/{roleId}/holders': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Who holds a role: users by name, then API keys */
    get: {
      parameters: {
        query?: {
          /** @description The `next` of the page before */
          cursor?: string
          limit?: number
        }
        header?: never
        path: {
          roleId: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description The holders */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              items: components['schemas']['RoleHolder'][]
              /** @description To be handed in as `cursor`; null on the last page */
              next: string | null
            }
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/roles/{roleId}/tags': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Its tags */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          roleId: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description Its own tags */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['TagsView']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    /** Replace its tags as a whole; the system’s stay */
    put: {
      parameters: {
        query?: never
        header?: never
        path: {
          roleId: string
        }
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            tags: components['schemas']['TagsInput']
          }
        }
      }
      responses: {
        /** @description Its own tags */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['TagsView']
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    post?: never
    delete?: never
    options?: never
    head?: never
    /** Set and remove tags by key; the others stay */
    patch: {
      parameters: {
        query?: never
        header?: never
        path: {
          roleId: string
        }
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': components['schemas']['TagsPatch']
        }
      }
      responses: {
        /** @description Its own tags */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['TagsView']
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    trace?: never
  }
  '/roles/{roleId}/trust': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Who may assume a role */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          roleId: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description Who may */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['RoleTrust']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    /**
     * Say who may assume a role, in this and other tenants
     * @description Whoever has assumed it must assume it anew. There are no wildcards: every entry names somebody.
     */
    put: {
      parameters: {
        query?: never
        header?: never
        path: {
          roleId: string
        }
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': components['schemas']['RoleTrustInput']
        }
      }
      responses: {
        /** @description Who may */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['RoleTrust']
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/roles/preview': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * What a change of a role would do: who gains or loses what
     * @description Nothing is saved. For whoever may change the role so: by `PATCH`, `POST` or `DELETE`.
     */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            /**
             * @description Null: the role is to be deleted
             * @example - allow: ['GET:/patient']
             */
            policy: string | null
            /** @description Absent: a new role */
            roleId?: string
          }
        }
      }
      responses: {
        /** @description What would be otherwise */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['RolePreview']
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/security': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** How you log in */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description Your password, passkeys, app and recovery codes */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              hasPassword: boolean
              passkeys: components['schemas']['Passkey'][]
              passwordRules: components['schemas']['PasswordRules']
              recoveryCodesLeft: number
              /** @description Whether this tenant asks for a second factor */
              required: boolean
              totp: {
                createdAt: number
              } | null
            }
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/security/passkeys': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Begin to add a passkey */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description For `navigator.credentials.create` */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              challenge: string
              options: components['schemas']['PasskeyOptions']
            }
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/security/passkeys/{passkeyId}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    /** Remove a passkey of yours */
    delete: {
      parameters: {
        query?: never
        header?: never
        path: {
          passkeyId: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description Done */
        204: {
          headers: {
            [name: string]: unknown
          }
          content?: never
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    options?: never
    head?: never
    /** Call a passkey of yours something else */
    patch: {
      parameters: {
        query?: never
        header?: never
        path: {
          passkeyId: string
        }
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            name: string
          }
        }
      }
      responses: {
        /** @description Done */
        204: {
          headers: {
            [name: string]: unknown
          }
          content?: never
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Too many attempts */
        429: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    trace?: never
  }
  '/security/passkeys/finish': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Add the passkey that was made */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            challenge: string
            name: string
            passkey: components['schemas']['PasskeyResponse']
          }
        }
      }
      responses: {
        /** @description The passkey */
        201: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              passkey: components['schemas']['Passkey']
              /** @description With the first factor, shown this once; else null */
              recoveryCodes: string[] | null
            }
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Too many attempts */
        429: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/security/recovery-codes': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** New recovery codes; those before are no longer good */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description Shown this once */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              recoveryCodes: string[]
            }
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/security/totp': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Begin to add an authenticator app, in place of the one before */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description What the app is to be given */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              challenge: string
              /** @description To be typed into an app, base32 */
              secret: string
              /** @description To be shown as a QR code */
              uri: string
            }
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    /** Remove your authenticator app */
    delete: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description Done */
        204: {
          headers: {
            [name: string]: unknown
          }
          content?: never
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/security/totp/finish': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Add the app by a code that it shows */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            challenge: string
            code: string
          }
        }
      }
      responses: {
        /** @description Added */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              /** @description With the first factor, shown this once; else null */
              recoveryCodes: string[] | null
            }
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Too many attempts */
        429: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/services': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The operations that policies may name, with the shapes of what they take */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description Every service, this one included */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              services: components['schemas']['Service'][]
            }
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/session': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Who is logged in, and where else they could be */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description The session */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              session: components['schemas']['Session']
              tenant: components['schemas']['Tenant']
              tenants: components['schemas']['Tenant'][]
              user: components['schemas']['LoggedInUser']
            }
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/session/tenant': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Go on in another tenant of yours, in a new session */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            tenant: string
          }
        }
      }
      responses: {
        /** @description Logged in */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['LoggedIn']
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Too many attempts */
        429: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/sessions': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Your sessions in this tenant */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description Those that have not ended */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              items: components['schemas']['Session'][]
            }
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/sessions/{sessionId}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    /** End one of your sessions */
    delete: {
      parameters: {
        query?: never
        header?: never
        path: {
          sessionId: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description Done */
        204: {
          headers: {
            [name: string]: unknown
          }
          content?: never
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/sign-up': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Ask for a link to begin a tenant */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            email: string
            tenantName: string
          }
        }
      }
      responses: {
        /** @description A mail is on its way, whoever has the address */
        202: {
          headers: {
            [name: string]: unknown
          }
          content?: never
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Too many attempts */
        429: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/sign-up/complete': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Begin the tenant that a link is for, as its first admin */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            /** @description Of the link, behind `#code=` */
            code: string
            name: string
            password: string
            /**
             * @default tokens
             * @enum {string}
             */
            session?: 'browser' | 'tokens'
          }
        }
      }
      responses: {
        /** @description Logged in */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['LoggedIn']
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Too many attempts */
        429: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/sso-settings': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Whether people must come by single sign-on */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description The settings */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['SsoSettings']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    /**
     * Say whether people must come by single sign-on
     * @description To enforce it, a connection must be active, and an admin with a password must be among `breakGlass`.
     */
    put: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            breakGlass: string[]
            enforced: boolean
            /** @description The version that the change was made from */
            version?: number
          }
        }
      }
      responses: {
        /** @description The settings */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['SsoSettings']
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/sso/backchannel-logout/{connectionId}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Told by an identity provider that sessions have ended */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          connectionId: string
        }
        cookie?: never
      }
      requestBody: {
        content: {
          'application/x-www-form-urlencoded': {
            logout_token: string
          }
        }
      }
      responses: {
        /** @description Ended */
        200: {
          headers: {
            [name: string]: unknown
          }
          content?: never
        }
        /** @description The token is not good */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              error: string
            }
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/sso/callback/{connectionId}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Come back from an identity provider */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          connectionId: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description What came of a test login */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'text/html': string
          }
        }
        /** @description Logged in */
        303: {
          headers: {
            [name: string]: unknown
          }
          content?: never
        }
        /** @description What went wrong */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'text/html': string
          }
        }
        /** @description Who is refused, and why */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'text/html': string
          }
        }
        /** @description There is no such login */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'text/html': string
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/sso/logged-out': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Come back from an identity provider, logged out */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description Says so */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'text/html': string
          }
        }
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/sso/start/{connectionId}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Go to an identity provider to log in */
    get: {
      parameters: {
        query?: {
          /** @description The e-mail, to be filled in there */
          loginHint?: string
          /** @description A path of this server to go on at */
          returnTo?: string
          /** @description The id of a test run */
          test?: string
        }
        header?: never
        path: {
          connectionId: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description Asks whether to go on */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'text/html': string
          }
        }
        /** @description To the provider */
        303: {
          headers: {
            [name: string]: unknown
          }
          content?: never
        }
        /** @description What went wrong */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'text/html': string
          }
        }
        /** @description Who is refused, and why */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'text/html': string
          }
        }
        /** @description There is no such login */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'text/html': string
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/step-up': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Prove that it is you: sensitive changes of this session are open for ten minutes
     * @description One of `password`, `totp`, `recoveryCode`, and `passkey` with its `challenge`.
     */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json':
            | {
                password: string
              }
            | {
                totp: string
              }
            | {
                recoveryCode: string
              }
            | {
                challenge: string
                passkey: components['schemas']['PasskeyResponse']
              }
        }
      }
      responses: {
        /** @description Done; a browser gets a new cookie */
        204: {
          headers: {
            [name: string]: unknown
          }
          content?: never
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Too many attempts */
        429: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/step-up/passkey': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** What the browser is to ask of your passkeys */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description For `navigator.credentials.get` */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              challenge: string
              options: components['schemas']['PasskeyOptions']
            }
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/tags/suggestions': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Keys of tags that are in use in the tenant, or the values of one key
     * @description For whoever may list the holders: users, API keys, roles or resources.
     */
    get: {
      parameters: {
        query: {
          holder: 'user' | 'apiKey' | 'role' | 'resource'
          /** @description Asks for its values */
          key?: string
          limit?: number
          /** @description What they begin with, letter case aside */
          prefix?: string
        }
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description In order; `values` is empty where no key is given, and `keys` where one is */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              keys: {
                /** @description How many have it */
                count: number
                key: string
              }[]
              values: {
                count: number
                value: string
              }[]
            }
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/templates': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** What can be shared */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description The application’s templates */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              items: components['schemas']['Template'][]
            }
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/tenant': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The tenant and its settings */
    get: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description The settings */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['TenantSettings']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    put?: never
    post?: never
    /** Delete the tenant and everything of it, for good */
    delete: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            /** @description The slug of the tenant */
            confirm: string
          }
        }
      }
      responses: {
        /** @description Gone */
        204: {
          headers: {
            [name: string]: unknown
          }
          content?: never
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    options?: never
    head?: never
    /**
     * Change settings of the tenant
     * @description Who changes what concerns security has proved lately that it is them, and who requires a second factor did so with theirs.
     */
    patch: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            branding?: components['schemas']['BrandingInput']
            name?: string
            passwordPolicy?: components['schemas']['PasswordPolicyInput']
            /**
             * @description Whether everybody who logs in with a password shows a second factor too
             * @enum {string}
             */
            secondFactor?: 'optional' | 'required'
            sessionPolicy?: components['schemas']['SessionPolicyInput']
            /** @description The version that the change was made from */
            version: number
          }
        }
      }
      responses: {
        /** @description The settings */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['TenantSettings']
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    trace?: never
  }
  '/token': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Exchange an API key or a token of an upstream issuer for an access token, or a token for one of a role
     * @description OAuth 2: client credentials (RFC 6749) and token exchange (RFC 8693).
     */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/x-www-form-urlencoded': components['schemas']['TokenRequest']
        }
      }
      responses: {
        /** @description A token */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['TokenResponse']
          }
        }
        /** @description Refused */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['TokenError']
          }
        }
        /** @description The client is not known */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['TokenError']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Too many attempts */
        429: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/token/refresh': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Exchange a refresh token for new tokens */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            refreshToken: string
          }
        }
      }
      responses: {
        /** @description New tokens */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['Tokens']
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Too many attempts */
        429: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/users': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The users of the tenant */
    get: {
      parameters: {
        query?: {
          /** @description The `next` of the page before */
          cursor?: string
          /** @description These users and no others, 100 at most: their ids with `,` between */
          ids?: string
          limit?: number
          role?: string
          /** @description Part of the name or of the e-mail */
          search?: string
          /** @description `-` for descending */
          sort?: 'name' | '-name' | 'email' | '-email' | 'createdAt' | '-createdAt'
          status?: 'active' | 'disabled'
          /** @description A key, or a key and a value with `=` between */
          tag?: string
        }
        header?: never
        path?: never
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description In the order asked for */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              items: components['schemas']['ListedUser'][]
              /** @description To be handed in as `cursor`; null on the last page */
              next: string | null
            }
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/users/{userId}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** One user */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          userId: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description The user */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['ListedUser']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    put?: never
    post?: never
    /** Remove a user from the tenant */
    delete: {
      parameters: {
        query?: never
        header?: never
        path: {
          userId: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description Done, at the revision in `Wardkit-Revision` */
        204: {
          headers: {
            [name: string]: unknown
          }
          content?: never
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    options?: never
    head?: never
    /**
     * Change a user’s name, roles or tags, each as a whole
     * @description Their tokens become stale. Without the role `admin`, nobody changes their own roles and tags.
     */
    patch: {
      parameters: {
        query?: never
        header?: never
        path: {
          userId: string
        }
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            name?: string
            /** @description Ids of roles */
            roles?: string[]
            tags?: components['schemas']['TagsInput']
          }
        }
      }
      responses: {
        /** @description The user */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['ListedUser']
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    trace?: never
  }
  '/users/{userId}/disable': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Refuse every request and login of a user from now on */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          userId: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description Done, at the revision in `Wardkit-Revision` */
        204: {
          headers: {
            [name: string]: unknown
          }
          content?: never
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/users/{userId}/enable': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Let a disabled user in again */
    post: {
      parameters: {
        query?: never
        header?: never
        path: {
          userId: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description Done, at the revision in `Wardkit-Revision` */
        204: {
          headers: {
            [name: string]: unknown
          }
          content?: never
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/users/{userId}/tags': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Its tags */
    get: {
      parameters: {
        query?: never
        header?: never
        path: {
          userId: string
        }
        cookie?: never
      }
      requestBody?: never
      responses: {
        /** @description Its own tags */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['TagsView']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    /** Replace its tags as a whole; the system’s stay */
    put: {
      parameters: {
        query?: never
        header?: never
        path: {
          userId: string
        }
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            tags: components['schemas']['TagsInput']
          }
        }
      }
      responses: {
        /** @description Its own tags */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['TagsView']
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    post?: never
    delete?: never
    options?: never
    head?: never
    /** Set and remove tags by key; the others stay */
    patch: {
      parameters: {
        query?: never
        header?: never
        path: {
          userId: string
        }
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': components['schemas']['TagsPatch']
        }
      }
      responses: {
        /** @description Its own tags */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': components['schemas']['TagsView']
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This conflicts with what is there */
        409: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    trace?: never
  }
  '/users/bulk': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Do the same to up to 100 users, each on their own: one that is refused holds up no other */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            /** @enum {string} */
            action: 'disable' | 'enable' | 'remove' | 'addRoles' | 'removeRoles'
            /** @description To be added or removed */
            roles?: string[]
            users: string[]
          }
        }
      }
      responses: {
        /** @description In the order asked for */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              results: {
                problem?: components['schemas']['ItemProblem']
                user: string
              }[]
            }
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/what-may': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Which operations you may perform on a resource
     * @description Without a resource, which of those that are about none. With a principal, what that one may.
     */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            principal?: {
              id: string
              /** @enum {string} */
              type: 'user' | 'apiKey' | 'assumedRole'
            }
            resource?: components['schemas']['ResourceName']
          }
        }
      }
      responses: {
        /** @description An answer for each operation */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              answers: components['schemas']['Answer'][]
              revision: number
            }
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/who-may': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Which users and API keys of the tenant may perform an operation on a resource
     * @description A page looks at `limit` principals: it may be empty and have a `next`.
     */
    post: {
      parameters: {
        query?: never
        header?: never
        path?: never
        cookie?: never
      }
      requestBody: {
        content: {
          'application/json': {
            /** @description The `next` of the page before */
            cursor?: string
            /** @default 50 */
            limit?: number
            /** @example GET:/patient/{patientId} */
            operation: string
            resource?: components['schemas']['ResourceName'] & unknown
          }
        }
      }
      responses: {
        /** @description Who may, or may with some requests */
        200: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/json': {
              items: components['schemas']['WhoMay'][]
              /** @description To be handed in as `cursor`; null on the last page */
              next: string | null
            }
          }
        }
        /** @description The input is not valid */
        400: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Credentials are needed, or are not good */
        401: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description This is not allowed, or more than the caller holds would be granted */
        403: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description There is no such thing in the tenant of the caller */
        404: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is too large */
        413: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description The body is not JSON */
        415: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
        /** @description Something is out of reach, or too much work waits already */
        503: {
          headers: {
            [name: string]: unknown
          }
          content: {
            'application/problem+json': components['schemas']['Problem']
          }
        }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
}
export type webhooks = Record<string, never>
export interface components {
  schemas: {
    AccessRecord: AccessRecord
    AccessSummary: {
      buckets: {
        allowed: number
        at: number
        denied: number
        failed: number
      }[]
      /** @description False where records of that time have been removed since, to make room */
      complete: boolean
      /** @description Decisions that could not be kept */
      dropped: number
      operations: {
        allowed: number
        denied: number
        failed: number
        operation: string
      }[]
      reasons: {
        count: number
        reason: string
      }[]
      tenants: {
        allowed: number
        denied: number
        failed: number
        name: string | null
        tenant: string | null
      }[]
    }
    Answer: {
      /** @enum {string} */
      answer: 'yes' | 'no' | 'depends'
      /** @description Of `depends`: the request values that decide */
      dependsOn: string[]
      operation: string
      reason: string
    }
    ApiKey: {
      createdAt: number
      createdBy: string
      expiresAt: number | null
      id: string
      /** @description By up to a minute; null: never */
      lastUsedAt: number | null
      name: string
      /** @description Until when the secret before the last rotation is good; null: only the newest is */
      previousExpiresAt: number | null
      revokedAt: number | null
      roles: string[]
      tags: components['schemas']['Tags']
    }
    AssumableRole: {
      externalIdNeeded: boolean
      maxDurationSeconds: number
      role: {
        description: string
        id: string
        name: string
      }
      sessionTags: string[]
      tenant: components['schemas']['Tenant']
    }
    AssumedRole: {
      accessToken: string
      expiresAt: number
      /** @description Seconds */
      expiresIn: number
      /** @enum {string} */
      tokenType: 'Bearer'
    }
    AuditRecord: AuditRecord
    Branding: {
      displayName: string | null
      logoUrl: string | null
      privacyUrl: string | null
      supportUrl: string | null
      termsUrl: string | null
    }
    /** @description What is absent stays as it is; null leaves it to the application */
    BrandingInput: {
      displayName?: string | null
      logoUrl?: string | null
      privacyUrl?: string | null
      supportUrl?: string | null
      termsUrl?: string | null
    }
    /** @description What the provider said of who logged in */
    Claims: {
      [key: string]: unknown
    }
    Connection: {
      /** @description To be registered with the provider, for logout */
      backchannelLogoutUri: string
      clientId: string
      createdAt: number
      /** @description For whom no rule matches */
      defaultRole: string | null
      discoveryUrl: string
      /** @enum {boolean} */
      hasSecret: true
      id: string
      issuer: string
      lastTest: {
        at: number
        /** @description What went wrong, and what to do about it */
        error: {
          code: string
          message: string
          remedy: string
        } | null
        id: string
        /** @enum {string} */
        status: 'running' | 'passed' | 'failed'
      } | null
      /**
       * @description `authoritative`: each login leaves, of what this connection granted, what the rules give now. `additive`: it takes nothing away
       * @enum {string}
       */
      mode: 'authoritative' | 'additive'
      name: string
      /** @description To be registered with the provider, for logout */
      postLogoutRedirectUri: string
      /** @description To be registered with the provider */
      redirectUri: string
      scopes: string[]
      /** @enum {string} */
      status: 'draft' | 'tested' | 'active' | 'disabled'
      /** @enum {string} */
      type: 'oidc'
      updatedAt: number
      version: number
    }
    ConnectionInput: {
      clientId: string
      /** @description Never shown again */
      clientSecret: string
      /**
       * @description The provider’s discovery URL, or its issuer
       * @example https://login.acme.example/.well-known/openid-configuration
       */
      discoveryUrl: string
      name: string
      scopes?: string[]
    }
    ConnectionTestRun: {
      at: number
      claims: components['schemas']['Claims']
      /** @description What went wrong, and what to do about it */
      error: {
        code: string
        message: string
        remedy: string
      } | null
      id: string
      /** @description What it would give them */
      mapped: {
        roles: string[]
        tags: {
          [key: string]: string[]
        }
        usedDefault: boolean
      } | null
      /** @enum {string} */
      status: 'running' | 'passed' | 'failed'
      steps: components['schemas']['ConnectionTestStep'][]
    }
    ConnectionTestStep: {
      detail: string
      /** @enum {string} */
      name: 'discovery' | 'authorization' | 'tokens' | 'claims' | 'account'
      /** @enum {string} */
      status: 'passed' | 'failed'
    }
    Diagnostic: {
      code: string
      hint?: string
      message: string
      /** @enum {string} */
      severity: 'error' | 'warning'
      span: {
        column: number
        length: number
        line: number
        offset: number
      }
      text: string
    }
    Domain: {
      /** @description Where logins with e-mails of the domain go */
      connection: string | null
      domain: string
      id: string
      lastCheck: {
        at: number
        problem: string | null
      } | null
      /** @description To be published in the DNS of the domain */
      record: {
        name: string
        /** @enum {string} */
        type: 'TXT'
        value: string
      }
      /** @enum {string} */
      status: 'pending' | 'verified'
      verifiedAt: number | null
    }
    Explanation: components['schemas']['Answer'] & {
      /** @description Single changes each of which would have allowed it */
      changes: ({
        kind: string
      } & {
        [key: string]: unknown
      })[]
      changesCutShort: boolean
      revision: number
      statements: {
        /** @enum {string} */
        applies: 'yes' | 'no' | 'depends'
        comparisons: {
          comparison: string
          operands: {
            more: number
            /** @enum {string} */
            of: 'principal' | 'resource' | 'request' | 'context'
            /** @enum {string} */
            status: 'present' | 'missing' | 'none' | 'unavailable' | 'open'
            values: string[]
            variable: string
          }[]
          /** @enum {string} */
          truth: 'TRUE' | 'FALSE' | 'UNKNOWN' | 'DEPENDS'
        }[]
        /** @enum {string} */
        effect: 'allow' | 'deny'
        /** @description Position in its policy, from 0 */
        index: number
        reason: string | null
        /** @description Whose policy it is: `kind`, and what names it */
        source?: Record<string, never>
      }[]
      /** @description The same for people to read */
      text: string
    }
    Guardrail: {
      /** @description Null where there is none */
      policy: string | null
      updatedAt: number | null
      version: number
    }
    Invitation: {
      createdAt: number
      email: string
      expiresAt: number
      id: string
      /** @description Who answers for it; null of the application */
      invitedBy: {
        id: string
        name: string | null
        /** @enum {string} */
        type: 'user' | 'apiKey' | 'operator'
      } | null
      name: string | null
      roles: string[]
      sentAt: number
      /** @enum {string} */
      status: 'pending' | 'expired'
      tags: components['schemas']['Tags']
    }
    InvitationInput: {
      email: string
      name?: string
      /** @description Ids of roles */
      roles?: string[]
      tags?: components['schemas']['TagsInput']
    }
    ItemProblem: {
      code: string
      detail: string
    }
    Link: {
      createdAt: number
      /** @description Null where the application made it */
      createdBy: {
        id: string
        name: string | null
      } | null
      /** @description It stays in lists, and allows nothing from then on */
      expiresAt: number | null
      id: string
      principal: {
        id: string
        /** @description Null for an e-mail, and for who is in another tenant */
        name: string | null
        tenant: string
        /** @enum {string} */
        type: 'user' | 'apiKey' | 'role' | 'tenant' | 'email'
      }
      resource: components['schemas']['ResourceName']
      slots: {
        [key: string]: string | number | boolean
      }
      template: string
    }
    ListedUser: components['schemas']['User'] & {
      email: string
      emailVerified: boolean
      lastLoginAt: number | null
      roleSources: components['schemas']['RoleSource'][]
      /** @description Whether they have one: a passkey or an authenticator app */
      secondFactor: boolean
    }
    LoggedIn: {
      accessToken?: string
      /** @description Seconds */
      expiresIn?: number
      /** @description Good once, at `/wardkit/token/refresh` */
      refreshToken?: string
      tenant: components['schemas']['Tenant']
      /** @enum {string} */
      tokenType?: 'Bearer'
      user: components['schemas']['LoggedInUser']
    }
    LoggedInUser: {
      id: string
      name: string
      roles: string[]
      tags: components['schemas']['Tags']
    }
    Login: {
      email: string
      password: string
      /**
       * @description `browser`: a cookie is set. `tokens`: an access token and a refresh token are answered
       * @default tokens
       * @enum {string}
       */
      session?: 'browser' | 'tokens'
      /** @description Id or slug, for a person of several tenants */
      tenant?: string
    }
    LoginAnswer:
      | components['schemas']['LoggedIn']
      | {
          challenge?: string
          tenants: components['schemas']['Tenant'][]
        }
      | {
          secondFactor: {
            challenge: string
            /** @description Whether it is to be added first: the tenant asks for one */
            enroll: boolean
            methods: ('passkey' | 'totp' | 'recoveryCode')[]
          }
        }
    LoginPage: components['schemas']['Branding'] & {
      passwordRules: components['schemas']['PasswordRules']
    }
    Mapping: {
      /** @description For whom no rule matches */
      defaultRole: string | null
      /**
       * @description `authoritative`: each login leaves, of what this connection granted, what the rules give now. `additive`: it takes nothing away
       * @enum {string}
       */
      mode: 'authoritative' | 'additive'
      rules: {
        /**
         * @description A claim; dots lead into objects
         * @example groups
         */
        attribute: string
        /**
         * @description `equals`: the claim is this one value. `contains`: it is a list with this value. Letter case counts
         * @enum {string}
         */
        match: 'equals' | 'contains'
        /** @description Id of a role */
        role: string
        value: string
      }[]
      tagRules: {
        attribute: string
        /** Format: wardkit-tag */
        tag: string
      }[]
      /** @description The version that the change was made from */
      version: number
    }
    MappingDryRun: {
      /** @description What could not be used */
      problems: string[]
      roles: string[]
      rules: {
        index: number
        matched: boolean
        role: string
        value: string | null
      }[]
      tags: components['schemas']['Tags']
      /** @description Values of the claims looked at that no rule names */
      unmatched: {
        attribute: string
        values: string[]
      }[]
      usedDefault: boolean
    }
    OperatorService: {
      id: string
      operations: number
      roles: string[]
      title: string
      version: string
    }
    OperatorTenant: {
      createdAt: number
      id: string
      /** @description When anybody there last logged in, or used a session or an API key, by up to a minute */
      lastActivityAt: number | null
      name: string
      slug: string
      /** @enum {string} */
      status: 'active' | 'suspended'
      users: number
    }
    OperatorTenantDetail: components['schemas']['OperatorTenant'] & {
      /** @description When a session of anybody there last began */
      lastLoginAt: number | null
    }
    Passkey: {
      /** @description Whether it was copied to other devices, when it was last used */
      backedUp: boolean
      createdAt: number
      id: string
      lastUsedAt: number | null
      name: string
    }
    /** @description For `navigator.credentials`, with its binary parts as base64url */
    PasskeyOptions: {
      [key: string]: unknown
    }
    PasskeyResponse: {
      [key: string]: unknown
    }
    /** @description Stricter than the application’s; null leaves it to the application */
    PasswordPolicyInput: {
      minimumDigits?: number | null
      minimumLength?: number | null
      minimumLowerCase?: number | null
      minimumSymbols?: number | null
      minimumUpperCase?: number | null
    }
    /** @description What a new password must be, besides being none that an attacker would try first */
    PasswordRules: {
      maximumLength: number
      minimumDigits: number
      /** @description Characters, as Unicode counts them */
      minimumLength: number
      minimumLowerCase: number
      /** @description Characters that are neither letters nor digits */
      minimumSymbols: number
      minimumUpperCase: number
    }
    Problem: {
      code: string
      detail?: string
      /** @description Of a policy that has errors */
      diagnostics?: components['schemas']['Diagnostic'][]
      /** @description By what to step up; none: log in again */
      methods?: ('password' | 'totp' | 'passkey' | 'recoveryCode')[]
      requestId: string
      status: number
      title: string
      /** @description The version that is there, of what was changed meanwhile */
      version?: number
    }
    Profile: {
      /** @description Null where it was not verified */
      email: string | null
      id: string
      /** @description Null of what has no name */
      name: string | null
      roles: string[]
      tags: components['schemas']['Tags']
      tenant: components['schemas']['Tenant']
      /** @enum {string} */
      type: 'user' | 'apiKey' | 'assumedRole' | 'upstream'
    }
    PublicJwk: {
      alg: string
      crv?: string
      e?: string
      kid: string
      kty: string
      n?: string
      /** @enum {string} */
      use: 'sig'
      x?: string
      y?: string
    }
    Question: {
      /** @description All of the JSON body; open when absent */
      body?: Record<string, never>
      /** @example GET:/patient/{patientId} */
      operation: string
      /** @description Values of path parameters, decoded. What is not given is open. */
      params?: {
        [key: string]: string
      }
      /** @description All of the query; open when absent */
      query?: {
        [key: string]: string | string[]
      }
    }
    Resource: {
      effectiveTags: components['schemas']['Tags'] & unknown
      id: string
      owner: string | null
      parent: {
        id: string
        type: string
      } | null
      tags: components['schemas']['Tags'] & unknown
      type: string
    }
    /**
     * @example {
     *       "type": "patient",
     *       "id": "p-7"
     *     }
     */
    ResourceName: {
      id: string
      type: string
    } | null
    Role: {
      createdAt: number
      description: string
      id: string
      name: string
      policy: string
      tags: components['schemas']['Tags'] & unknown
      updatedAt: number
      version: number
    }
    RoleHolder: {
      email?: string
      id: string
      name: string
      /** @enum {string} */
      type: 'user' | 'apiKey'
    }
    RolePreview: {
      /** @description Where there is an error, nothing else is known */
      diagnostics: components['schemas']['Diagnostic'][]
      holders: {
        /** @description How many of those looked at may do something else than before */
        changed: number
        /** @description What each may do otherwise in the end, other roles and the guardrail considered */
        items: {
          /** @description Reached before and after, under other conditions */
          conditional: {
            /** @enum {string} */
            answer: 'yes' | 'no' | 'depends'
            operation: string
          }[]
          /** @description Reached by nothing, or less so, before */
          gains: {
            /** @enum {string} */
            answer: 'yes' | 'no' | 'depends'
            operation: string
          }[]
          id: string
          /** @description Reached by nothing, or less so, after */
          loses: {
            /** @enum {string} */
            answer: 'yes' | 'no' | 'depends'
            operation: string
          }[]
          name: string
          /** @enum {string} */
          type: 'user' | 'apiKey'
        }[]
        /** @description Whether there are holders that were not looked at */
        more: boolean
        /** @description Users and API keys that hold the role */
        total: number
      }
      /** @description What the role by itself reaches */
      operations: {
        /** @description Reached before and after, under other conditions */
        conditional: string[]
        /** @description Reached by nothing, or less so, before */
        gained: string[]
        /** @description Reached by nothing, or less so, after */
        lost: string[]
      }
    }
    /** @description What gave the user a role: people, or a login through a connection */
    RoleSource: {
      connection: string | null
      role: string
      /** @enum {string} */
      source: 'manual' | 'connection'
    }
    RoleTrust: {
      maxDurationSeconds: number
      sessionTags: string[]
      trust: {
        /** @description Whether one must be named; it is kept as a hash */
        externalId: boolean
        id: string
        /** @description Null: any of the tenant */
        principal: string | null
        tags: components['schemas']['Tags'] & unknown
        tenant: string
      }[]
      /** @description 0: nothing was ever said, and nobody may assume the role */
      version: number
    }
    RoleTrustInput: {
      maxDurationSeconds?: number
      /** @description Keys of tags that may be added, with any values */
      sessionTags?: string[]
      trust: {
        externalId?: string | null
        /** @description Of an entry that is there: it keeps its external id */
        id?: string
        /** @description The id of a user, an API key or an assumed role */
        principal?: string
        tags?: components['schemas']['TagsInput']
        /** @description Your own when absent */
        tenant?: string
      }[]
      /** @description The version that the change was made from */
      version: number
    }
    Service: Service
    Session: {
      address: string | null
      agent: string | null
      createdAt: number
      /** @description Whether it is the one that asks */
      current: boolean
      expiresAt: number
      id: string
      /** @enum {string} */
      kind: 'browser' | 'tokens'
      usedAt: number
    }
    /** @description Shorter than the application’s; null leaves it to the application */
    SessionPolicyInput: {
      absoluteHours?: number | null
      idleMinutes?: number | null
    }
    /** @description A role that every tenant may assign and none may change */
    SharedRole: {
      description: string
      id: string
      name: string
      policy: string
    }
    SsoSettings: {
      /** @description Ids of users who may log in otherwise all the same */
      breakGlass: string[]
      /** @description Whether people must log in by an identity provider */
      enforced: boolean
      /** @description The version that the change was made from */
      version: number
    }
    Tags: {
      [key: string]: string[]
    }
    /**
     * @description A value or a list of values for each key
     * @example {
     *       "function": [
     *         "doctors"
     *       ]
     *     }
     */
    TagsInput: {
      [key: string]: string | string[]
    }
    TagsPatch: {
      /** @description Keys, values and all */
      remove?: string[]
      set?: components['schemas']['TagsInput']
    }
    TagsView: {
      /** @description Keys that only the system changes */
      system: string[]
      tags: components['schemas']['Tags']
    }
    Template: {
      description: string
      name: string
      /** @description What a link allows */
      operations: string[]
      /** @description What can be shared; empty: the operations have none */
      resourceTypes: string[]
      /** @description What a link gives a value to, of one of these types; an instant is RFC 3339 text */
      slots: {
        name: string
        types: ('string' | 'number' | 'boolean' | 'instant')[]
      }[]
    }
    Tenant: {
      id: string
      name: string
      slug: string
    }
    TenantSettings: {
      branding: components['schemas']['Branding']
      id: string
      name: string
      passwordPolicy: {
        minimumDigits: number | null
        minimumLength: number | null
        minimumLowerCase: number | null
        minimumSymbols: number | null
        minimumUpperCase: number | null
      }
      passwordRules: components['schemas']['PasswordRules'] & unknown
      /**
       * @description Whether everybody who logs in with a password shows a second factor too
       * @enum {string}
       */
      secondFactor: 'optional' | 'required'
      sessionPolicy: {
        absoluteHours: number | null
        idleMinutes: number | null
      }
      slug: string
      version: number
    }
    TokenError: {
      error: string
      error_description: string
    }
    TokenRequest: {
      /** @description Of an exchange: the id of the role's tenant; your own when absent */
      audience?: string
      /** @description The id of an API key, where it is not in the `Authorization` header */
      client_id?: string
      /** @description The text of the key */
      client_secret?: string
      duration_seconds?: string
      external_id?: string
      /** @enum {string} */
      grant_type?: 'client_credentials' | 'urn:ietf:params:oauth:grant-type:token-exchange'
      /** @description Of an exchange: the id of the role to assume. Absent: a token of an upstream issuer becomes one of ours */
      scope?: string
      session_name?: string
      /** @description A JSON object of tags */
      session_tags?: string
      /** @description An access token, one of an upstream issuer, or an API key */
      subject_token?: string
      /** @enum {string} */
      subject_token_type?: 'urn:ietf:params:oauth:token-type:access_token' | 'urn:ietf:params:oauth:token-type:jwt'
    } & {
      [key: string]: unknown
    }
    TokenResponse: {
      access_token: string
      /** @description Seconds */
      expires_in: number
      /** @description Of an exchange */
      issued_token_type?: string
      /** @description Ids of roles */
      scope: string
      /** @enum {string} */
      token_type: 'Bearer'
    }
    Tokens: {
      accessToken: string
      /** @description Seconds */
      expiresIn: number
      /** @description Good once, at `/wardkit/token/refresh` */
      refreshToken: string
      /** @enum {string} */
      tokenType: 'Bearer'
    }
    User: {
      createdAt: number
      id: string
      name: string
      roles: string[]
      /** @enum {string} */
      status: 'active' | 'disabled'
      tags: components['schemas']['Tags']
    }
    WhoMay: {
      /** @enum {string} */
      answer: 'yes' | 'depends'
      /** @description Of `depends`: the request values that decide */
      dependsOn: string[]
      email: string | null
      id: string
      name: string
      /** @enum {string} */
      type: 'user' | 'apiKey'
    }
  }
  responses: never
  parameters: never
  requestBodies: never
  headers: never
  pathItems: never
}
export type $defs = Record<string, never>
export type operations = Record<string, never>
