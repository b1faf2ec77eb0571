import type { Translation } from '../messages/use-messages.ts'
import type { policyEditorMessages } from './messages.ts'

export const policyEditorGerman: Translation<typeof policyEditorMessages> = {
  typeTag: 'Tag',
  typeText: 'Text',
  typeNumber: 'Zahl',
  typeBoolean: 'Ja oder Nein',
  typeTime: 'Zeitpunkt',
  typeAny: 'Wert',
  ofPrincipal: 'der Person',
  ofResource: 'der Ressource',
  ofRequest: 'der Anfrage',
  ofContext: 'des Augenblicks',
  noProblems: 'Keine Fehler',
  atLine: 'Zeile {line}, Spalte {column}',
}
