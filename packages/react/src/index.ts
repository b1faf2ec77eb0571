'use client'

export {
  answerOf,
  createWardkitClient,
  type Schema,
  type WardkitClient,
  type WardkitClientOptions,
} from './client/wardkit-client.ts'
export {
  isPassing,
  isProblem,
  WardkitProblem,
  type ClientProblemCode,
  type Diagnostic,
  type ProblemParts,
} from './client/wardkit-problem.ts'
export { Can, type CanProps } from './hooks/can.tsx'
export { useApiKeys, useCreateApiKey, useRevokeApiKey, type ApiKey, type NewApiKey } from './hooks/use-api-keys.ts'
export {
  useAuditExport,
  useAuditFollow,
  useAuditLog,
  type AuditAction,
  type AuditExportFormat,
  type AuditFilter,
  type AuditRecord,
} from './hooks/use-audit-log.ts'
export { useBranding } from './hooks/use-branding.ts'
export { useCan, type CanAnswer } from './hooks/use-can.ts'
export {
  useInvitations,
  useInvite,
  useResendInvitation,
  useRevokeInvitation,
  type Invitation,
  type InvitationFilter,
  type InvitationResult,
  type NewInvitations,
} from './hooks/use-invitations.ts'
export {
  useAccessSummary,
  useOperatorServices,
  useOperatorTenant,
  useOperatorTenants,
  useTenantAction,
  type AccessSummary,
  type AccessSummaryQuery,
  type OperatorService,
  type OperatorTenant,
  type OperatorTenantDetail,
  type OperatorTenantFilter,
  type TenantAction,
} from './hooks/use-operator.ts'
export { type Page, type Pages, type PagesOptions } from './hooks/use-pages.ts'
export { useRoleCatalog, type RoleCatalog } from './hooks/use-role-catalog.ts'
export {
  useCreateRole,
  useDeleteRole,
  useUpdateRole,
  type RoleChange,
  type RoleText,
} from './hooks/use-role-changes.ts'
export { useRolePreview, type RolePreview, type RolePreviewQuestion } from './hooks/use-role-preview.ts'
export {
  useRoleTrust,
  useSetRoleTrust,
  type RoleTrust,
  type RoleTrustChange,
  type TrustEntry,
  type TrustEntryInput,
} from './hooks/use-role-trust.ts'
export { useRoles, type Role } from './hooks/use-roles.ts'
export {
  useAddPasskey,
  useBeginTotp,
  useChangePassword,
  useFinishTotp,
  useRemoveFactor,
  useRenamePasskey,
  useRenewRecoveryCodes,
  useSecurity,
  type Passkey,
  type Security,
  type TotpBegun,
} from './hooks/use-security.ts'
export { useServices } from './hooks/use-services.ts'
export { useLogout, useSession, useTenantSwitch, type CurrentSession } from './hooks/use-session.ts'
export { useEndSession, useSessions, type SessionInfo } from './hooks/use-sessions.ts'
export {
  isTestRunning,
  useActivateConnection,
  useConnections,
  useCreateConnection,
  useDeleteConnection,
  useEveryConnection,
  useTestConnection,
  useTestRuns,
  useUpdateConnection,
  type Connection,
  type ConnectionChange,
  type ConnectionInput,
  type ConnectionTestRun,
} from './hooks/use-connections.ts'
export {
  useAddDomain,
  useAssignDomain,
  useDomains,
  useEveryDomain,
  useRemoveDomain,
  useVerifyDomain,
  type Domain,
} from './hooks/use-domains.ts'
export { useSsoSettings, useUpdateSsoSettings, type SsoSettings } from './hooks/use-sso-settings.ts'
export {
  useExplanation,
  type AccessExplanation,
  type AccessQuestion,
  type ExplainedStatement,
} from './hooks/use-explanation.ts'
export {
  useGroupMappings,
  useMappingDryRun,
  useSaveGroupMappings,
  type GroupMapping,
  type MappingDryRun,
  type MappingTrial,
} from './hooks/use-group-mappings.ts'
export { useShownInvitation, type ShownInvitation } from './hooks/use-shown-invitation.ts'
export {
  useCreateLink,
  useLinks,
  useLinkTemplates,
  useRevokeLink,
  type Link,
  type LinkTemplate,
  type NewLink,
  type SharedResource,
} from './hooks/use-links.ts'
export { useLogin, type Login, type LoginOptions, type LoginStep } from './hooks/use-login.ts'
export {
  useChangeTags,
  useTags,
  useTagSuggestions,
  type HeldTags,
  type TagChange,
  type TagHolder,
} from './hooks/use-tags.ts'
export { useMayEach } from './hooks/use-may-each.ts'
export {
  useDeleteTenant,
  useGuardrail,
  useSetGuardrail,
  useTenant,
  useUpdateTenant,
  type Guardrail,
  type TenantChange,
  type TenantSettings,
} from './hooks/use-tenant.ts'
export { useUserNames } from './hooks/use-user-names.ts'
export {
  useUpdateUser,
  useUserAction,
  useUsers,
  type ListedUser,
  type UserAction,
  type UserChange,
  type UserFilter,
} from './hooks/use-users.ts'
export {
  useWardkitMutation,
  useWardkitQuery,
  WARDKIT_QUERIES,
  type QueryKey,
  type WardkitMutationOptions,
  type WardkitQueryOptions,
} from './hooks/use-wardkit-query.ts'
export { ENGLISH, withMessages, type Localization, type Messages } from './messages/localization.ts'
export { type Appearance, type ColorScheme } from './provider/appearance.ts'
export { WardkitProvider, type WardkitProviderProps } from './provider/wardkit-provider.tsx'
export { type WidgetAction, type WidgetBaseProps } from './widgets/widget-props.ts'
