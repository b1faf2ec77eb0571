import type { Translation } from '../../messages/use-messages.ts'
import type { tenantConsoleMessages } from './messages.ts'

export const tenantConsoleGerman: Translation<typeof tenantConsoleMessages> = {
  label: 'Verwaltung',
  people: 'Personen',
  roles: 'Rollen',
  'role-trust': 'Rollenvertrauen',
  'api-keys': 'API-Schlüssel',
  'single-sign-on': 'Single Sign-on',
  'group-mapping': 'Gruppenzuordnung',
  'access-tester': 'Zugriffstest',
  'audit-log': 'Audit-Log',
  organization: 'Organisation',
  security: 'Ihre Sicherheit',
}
