import {
  Building2,
  FlaskConical,
  Handshake,
  KeyRound,
  LogIn,
  ScrollText,
  ShieldCheck,
  UserLock,
  Users,
  Workflow,
  type LucideIcon,
} from 'lucide-react'
import { createElement, type ComponentType } from 'react'
import { createPart, type Part } from '../../ui/lazy-part.tsx'

/** What every section is given. */
export interface ConsoleSectionProps {
  readonly readOnly: boolean
}

export type ConsoleSectionId = (typeof CONSOLE_SECTIONS)[number]['id']

interface ConsoleSection<Id extends string> {
  /** In addresses too. Its name stands in the messages. */
  readonly id: Id
  readonly icon: LucideIcon
  /** Whoever may do this sees the section; everybody does where there is none. */
  readonly operation?: string
  /** Loaded when it is first shown. */
  readonly part: Part<ConsoleSectionProps>
}

function section<const Id extends string>(
  id: Id,
  icon: LucideIcon,
  operation: string | undefined,
  load: Part<ConsoleSectionProps>['load'],
): ConsoleSection<Id> {
  return { id, icon, part: createPart(load), ...(operation === undefined ? {} : { operation }) }
}

/** A section of a widget that changes nothing. */
function toSection(Widget: ComponentType): ComponentType<ConsoleSectionProps> {
  return () => createElement(Widget)
}

/** The sections, as they stand in the navigation. */
export const CONSOLE_SECTIONS = [
  section('people', Users, 'GET:/wardkit/users', async () => (await import('./people-section.tsx')).PeopleSection),
  section(
    'roles',
    ShieldCheck,
    'GET:/wardkit/roles',
    async () => (await import('../role-editor/role-editor.tsx')).RoleEditor,
  ),
  section(
    'role-trust',
    Handshake,
    'GET:/wardkit/roles/{roleId}/trust',
    async () => (await import('../assume-role-trust/assume-role-trust.tsx')).AssumeRoleTrust,
  ),
  section('access-tester', FlaskConical, 'POST:/wardkit/who-may', async () =>
    toSection((await import('../access-tester/access-tester.tsx')).AccessTester),
  ),
  section(
    'api-keys',
    KeyRound,
    'GET:/wardkit/api-keys',
    async () => (await import('../api-keys/api-keys.tsx')).ApiKeys,
  ),
  section(
    'single-sign-on',
    LogIn,
    'GET:/wardkit/connections',
    async () => (await import('../sso-setup/sso-setup.tsx')).SsoSetup,
  ),
  section(
    'group-mapping',
    Workflow,
    'GET:/wardkit/connections/{connectionId}/mapping',
    async () => (await import('../group-role-mapping/group-role-mapping.tsx')).GroupRoleMapping,
  ),
  section('audit-log', ScrollText, 'GET:/wardkit/audit-log', async () =>
    toSection((await import('../audit-log/audit-log.tsx')).AuditLog),
  ),
  section(
    'organization',
    Building2,
    'GET:/wardkit/tenant',
    async () => (await import('../tenant-profile/tenant-profile.tsx')).TenantProfile,
  ),
  section(
    'security',
    UserLock,
    undefined,
    async () => (await import('../security-settings/security-settings.tsx')).SecuritySettings,
  ),
]
