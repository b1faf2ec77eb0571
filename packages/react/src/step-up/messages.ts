import { defineMessages } from '../messages/use-messages.ts'

export const stepUpMessages = defineMessages('stepUp', {
  title: 'Confirm that it’s you',
  description: 'This change needs a fresh proof of who makes it. It holds for ten minutes.',
  loginNeeded: 'This change needs a fresh sign-in. Sign out, sign in again, and repeat it within ten minutes.',
  usePassword: 'Use your password',
})
