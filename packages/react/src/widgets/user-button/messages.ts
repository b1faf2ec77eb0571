import { defineMessages } from '../../messages/use-messages.ts'

export const userButtonMessages = defineMessages('userButton', {
  open: 'Account of {name}',
  organizations: 'Organizations',
  sessions: 'Where you’re signed in',
  signOut: 'Sign out',
  signIn: 'Sign in',
  sessionsDescription: 'End a session that you don’t recognize, and change your password.',
  current: 'This one',
  lastActive: 'Active {when}',
  endSession: 'End session on {agent}',
  end: 'End',
  ended: 'The session is ended',
  unknownAgent: 'Unknown device',
  switched: 'You’re now in {tenant}',
})
