// Long passwords that lists of leaked ones are full of. Shorter ones the minimum length already refuses, and what is built by repeating or by walking
// along the keyboard is found by rule.
const COMMON = new Set([
  'correcthorsebatterystaple',
  'iloveyouforever',
  'letmeinletmein',
  'passwordpassword',
  'thequickbrownfox',
  'thequickbrownfoxjumpsoverthelazydog',
  'trustno1trustno1',
  'unbelievable',
  'welcomewelcome',
  'changemechangeme',
  'administrator',
  'administratorpassword',
  'mypasswordispassword',
  'thisismypassword',
  'thisisapassword',
  'maytheforcebewithyou',
  'supercalifragilisticexpialidocious',
  'jesuschristislord',
  'manchesterunited',
  'liverpoolfootballclub',
])

const WALKS = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  'azertyuiopqsdfghjklmwxcvbn',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
]

/** Longest unit that counts as repeated: `abc123abc123abc123` is one unit of 6. */
const LONGEST_UNIT = 12

/**
 * Whether a password is among the first that an attacker would try: on the lists, one short text over and over, a walk along the keyboard, or
 * nothing but what is publicly known of its owner.
 *
 * @param about what is known of the owner: the e-mail, the tenant's name
 * @see NIST SP 800-63B-4, section 3.1.1.2 (blocklist)
 */
export function isGuessable(password: string, about: readonly string[]): boolean {
  const letters = fold(password)
  // Digits and signs put at the end of a common password are the oldest trick.
  const stem = letters.replace(/\d+$/, '')
  return (
    COMMON.has(letters) ||
    COMMON.has(stem) ||
    isRepetition(password) ||
    isRepetition(letters) ||
    isWalk(letters) ||
    isMadeOf(letters, about.map(fold))
  )
}

function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '')
}

function isRepetition(text: string): boolean {
  for (let unit = 1; unit <= Math.min(LONGEST_UNIT, text.length / 2); unit++) {
    if (text.slice(unit) === text.slice(0, -unit)) return true
  }
  return false
}

function isWalk(text: string): boolean {
  const reversed = [...text].reverse().join('')
  return text.length > 0 && WALKS.some((walk) => walk.includes(text) || walk.includes(reversed))
}

/** Whether nothing but a few digits remains when the words known of the owner are taken out. */
function isMadeOf(text: string, words: readonly string[]): boolean {
  const rest = words.filter((word) => word.length >= 4).reduce((left, word) => left.replaceAll(word, ''), text)
  return rest !== text && /^\d{0,4}$/.test(rest)
}
