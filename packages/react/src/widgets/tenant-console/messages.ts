import { defineMessages } from '../../messages/use-messages.ts'

export const tenantConsoleMessages = defineMessages('tenantConsole', {
  label: 'Administration',
  people: 'People',
  roles: 'Roles',
  'role-trust': 'Role trust',
  'api-keys': 'API keys',
  'single-sign-on': 'Single sign-on',
  'group-mapping': 'Group mapping',
  'access-tester': 'Access tester',
  'audit-log': 'Audit log',
  organization: 'Organization',
  security: 'Your security',
})
