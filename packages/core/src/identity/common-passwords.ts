let loading: Promise<ReadonlySet<string>> | undefined

/** No shorter password is ever taken, so none is kept. */
const SHORTEST = 8

/** Whether a password is one of the tens of thousands that leaked ones most often are, whatever the case of its letters. */
export async function isCommonPassword(password: string): Promise<boolean> {
  return (await (loading ??= load())).has(password.toLowerCase())
}

/** Loaded when the first password is chosen: whoever decides requests needs none of it. */
async function load(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  return new Set(dictionary['passwords-common'].filter((word) => word.length >= SHORTEST))
}
