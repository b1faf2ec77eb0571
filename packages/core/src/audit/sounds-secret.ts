import type { Operation } from '../model/service.ts'

const SECRET =
  /pass(?:word|wd|phrase|code)?$|^pwd$|^pin$|^otp$|secret|token|credential|api[-_]?key|authorization|cookie|session[-_]?id|private[-_]?key|assertion|saml/i

/** Whether the value under a name is likely one that no log may hold: `newPassword`, `access_token`, `clientSecret`. */
export function soundsSecret(name: string): boolean {
  return SECRET.test(name)
}

const secretParameters = new WeakMap<Operation, readonly boolean[]>()

/** Of each path parameter in order, whether its name sounds like a secret's. */
export function secretPathParameters(operation: Operation): readonly boolean[] {
  let known = secretParameters.get(operation)
  if (known === undefined) {
    known = operation.pathParameters.map(({ name }) => soundsSecret(name))
    secretParameters.set(operation, known)
  }
  return known
}
