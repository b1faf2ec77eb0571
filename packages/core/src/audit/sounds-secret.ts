const SECRET =
  /pass(?:word|wd|phrase|code)?$|^pwd$|^pin$|^otp$|secret|token|credential|api[-_]?key|authorization|cookie|session[-_]?id|private[-_]?key|assertion|saml/i

/** Whether the value under a name is likely one that no log may hold: `newPassword`, `access_token`, `clientSecret`. */
export function soundsSecret(name: string): boolean {
  return SECRET.test(name)
}
