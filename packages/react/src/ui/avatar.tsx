import { useSlot } from './slot.ts'

export interface AvatarProps {
  /** A name or an e-mail. */
  readonly name: string
  readonly size?: 'sm' | 'md' | 'lg'
  /** `square`: of a tenant rather than of a person. */
  readonly shape?: 'round' | 'square'
}

const HUES = 8

/** The initials of somebody, in a colour that is always theirs. The name itself stands beside it. */
export function Avatar({ name, size = 'md', shape = 'round' }: AvatarProps) {
  return (
    <span {...useSlot('avatar')} data-size={size} data-shape={shape} data-hue={hueOf(name)} aria-hidden="true">
      {initialsOf(name)}
    </span>
  )
}

function initialsOf(name: string): string {
  const words = name
    .replace(/@.*$/, '')
    .split(/[\s._-]+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
  const [first, last] = [words[0], words.length > 1 ? words.at(-1) : undefined]
  return (
    [first, last]
      .map((word) => /[\p{L}\p{N}]/u.exec(word ?? '')?.[0] ?? '')
      .join('')
      .toLocaleUpperCase() || '?'
  )
}

function hueOf(name: string): number {
  let sum = 0
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521
  return sum % HUES
}
