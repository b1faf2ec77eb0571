import type { Translation } from '../messages/use-messages.ts'
import type { stepUpMessages } from './messages.ts'

export const stepUpGerman: Translation<typeof stepUpMessages> = {
  title: 'Bestätigen Sie, dass Sie es sind',
  description: 'Für diese Änderung braucht es einen frischen Nachweis, wer sie macht. Er gilt zehn Minuten.',
  loginNeeded:
    'Für diese Änderung braucht es eine frische Anmeldung. Melden Sie sich ab und wieder an, und wiederholen Sie sie innerhalb von zehn Minuten.',
  usePassword: 'Passwort verwenden',
}
