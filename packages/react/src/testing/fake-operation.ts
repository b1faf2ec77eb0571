import type { paths } from '../client/admin-api.ts'

type Method = 'get' | 'put' | 'post' | 'patch' | 'delete'

type MethodsOf<Path extends keyof paths> = {
  [M in Method]: paths[Path][M] extends { readonly responses: unknown } ? M : never
}[Method]

/** An operation of the admin API, relative to where it is mounted: `GET /api-keys/{keyId}`. */
export type FakeOperation = { [Path in keyof paths]: `${Uppercase<MethodsOf<Path>>} ${Path}` }[keyof paths]

type Declared<Operation> = Operation extends `${infer M} ${infer Path}`
  ? Path extends keyof paths
    ? Lowercase<M> extends keyof paths[Path]
      ? paths[Path][Lowercase<M>]
      : never
    : never
  : never

type ContentOf<Answer> = Answer extends { readonly content: { readonly 'application/json': infer Body } }
  ? Body
  : undefined

type Successes = 200 | 201 | 202 | 204

/** What an operation answers where it succeeds, as its document has it. */
export type FakeAnswer<Operation> =
  Declared<Operation> extends { readonly responses: infer Responses }
    ? { [Status in keyof Responses & Successes]: ContentOf<Responses[Status]> }[keyof Responses & Successes]
    : never

/** The body that an operation takes. */
export type FakeBody<Operation> =
  Declared<Operation> extends {
    readonly requestBody?: { readonly content: { readonly 'application/json': infer Body } }
  }
    ? Body
    : undefined
