import type { Translation } from '../../messages/use-messages.ts'
import type { userButtonMessages } from './messages.ts'

export const userButtonGerman: Translation<typeof userButtonMessages> = {
  open: 'Konto von {name}',
  organizations: 'Organisationen',
  sessions: 'Wo Sie angemeldet sind',
  signOut: 'Abmelden',
  signIn: 'Anmelden',
  sessionsDescription: 'Beenden Sie eine Sitzung, die Sie nicht kennen, und ändern Sie Ihr Passwort.',
  current: 'Diese',
  lastActive: 'Aktiv {when}',
  endSession: 'Sitzung auf {agent} beenden',
  end: 'Beenden',
  ended: 'Die Sitzung ist beendet',
  unknownAgent: 'Unbekanntes Gerät',
  switched: 'Sie sind jetzt in {tenant}',
}
