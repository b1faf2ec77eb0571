export { type AccessLog } from './audit/access-log.ts'
export { type AccountOptions } from './account-options.ts'
export { type AuditLog, type AuditFollow } from './audit/audit-log.ts'
export { type AuditPage, type AuditQuery } from './audit/audit-query.ts'
export { type AuditRecord } from './audit/audit-record.ts'
export { type AccessLogOptions } from './audit/access-log-options.ts'
export { type AccessFilter, type AccessPage, type AccessQuery } from './audit/access-query.ts'
export {
  type AccessOutcome,
  type AccessRecord,
  type DecisionFacts,
  type DecisionRecord,
  type DroppedRecord,
} from './audit/access-record.ts'
export { type ChainFault, type ChainHead, type ChainVerdict } from './audit/hash-chain.ts'
export { replayQuestion } from './audit/replay-question.ts'
export { backUpStore, type BackUpOptions } from './back-up-store.ts'
export { type Decision, type PolicySource, type Reason, type StatementRef } from './decision/decision.ts'
export { describeDecision } from './decision/describe-decision.ts'
export { type ExplainOptions } from './decision/explain.ts'
export { explainText } from './decision/explain-text.ts'
export {
  type ExplainedStatement,
  type Explanation,
  type SingleChange,
  type TracedComparison,
  type TracedOperand,
  type UnmatchedTag,
} from './decision/explanation.ts'
export { defaultWardkit, type DefaultInstance } from './default-instance.ts'
export { type FilterSql, type ListedRow, type ListFilter } from './filter/list-filter.ts'
export { type RowMapping, type RowsOfColumns, type RowsRegistered } from './filter/row-mapping.ts'
export { type Engine, type EngineQuestion } from './http/engine.ts'
export { type RefusalEvent, type WardkitEvent } from './http/events.ts'
export { type ApiKeyInfo } from './identity/api-keys.ts'
export { type Actor, type ActorContext, type Permission } from './identity/actor.ts'
export { type AuditAction } from './identity/audit-action.ts'
export { type AuditActor, type AuditDetails, type AuditTarget } from './identity/audit-entry.ts'
export { type Accounts, type LinkPages, type Place, type SignUp } from './identity/accounts.ts'
export { type LimiterOptions, type RateLimits } from './identity/attempt-limits.ts'
export { type AssumedRole, type AssumeRoleInput } from './identity/assume-role.ts'
export {
  type RoleTrustInfo,
  type RoleTrustInput,
  type TrustEntryInfo,
  type TrustEntryInput,
} from './identity/role-trusts.ts'
export { type Role, type Store, type Tenant, type User } from './identity/identity-store.ts'
export {
  escapeHtml,
  type MailContent,
  type MailKind,
  type MailKinds,
  type MailMessage,
  type MailTemplates,
  type SendMail,
} from './identity/mail-message.ts'
export { type MailOptions } from './identity/mail-transport.ts'
export { type PasswordPolicy } from './identity/passwords.ts'
export { type SessionInfo, type SessionLimits } from './identity/sessions.ts'
export { type OperatorKeyInfo } from './identity/operators.ts'
export type { RegisteredService, RegisteredServices } from './identity/registered-services.ts'
export { type LinkInput, type LinkPrincipalInput, type LinkQuery, type Links } from './identity/links.ts'
export { PolicyInvalidError } from './identity/policy-invalid-error.ts'
export {
  type AskWhoMay,
  type WhoMay,
  type WhoMayAnswer,
  type WhoMayInput,
  type WhoMayPage,
} from './identity/who-may.ts'
export { type Management } from './management.ts'
export { type Link, type LinkPrincipal, type SlotValue } from './model/link.ts'
export { type AssumedBy, type Principal, type PrincipalType } from './model/principal.ts'
export { type Resource, type ResourceRef } from './model/resource.ts'
export { type Operation, type Service } from './model/service.ts'
export { createTags, tagsToJson, type TagInput, type Tags } from './model/tags.ts'
export { openManagement, type OpenManagement, type OpenManagementOptions } from './open-management.ts'
export { restoreStore, type Restored, type RestoreOptions } from './restore-store.ts'
export type { LoadGraphQLServiceInput } from './graphql/load-graphql-service-input.ts'
export { loadService, type LoadedService, type LoadServiceInput } from './openapi/load-service.ts'
export { type Advice, type UsedOperation } from './review/advise.ts'
export { type NotAskable } from './review/ask-again.ts'
export { type GlobalFlip } from './review/preview-globals.ts'
export { type Flip, type NotReplayed, type ReplayReport } from './review/replay.ts'
export { type AdviseRequest, type ReplayRequest, type Review, type ReviewedSpan } from './review/review.ts'
export { type GlobalPolicy, type GlobalRole } from './tenancy/globals.ts'
export { type ListFilterOptions } from './tenancy/list-filters.ts'
export { type ListedRequest } from './tenancy/listed-request.ts'
export { type LoadedResource, type ResourceLoader } from './tenancy/resource-lookups.ts'
export { findDefaultDocument, readDatabase, type WardkitOptions } from './wardkit-options.ts'
export { type UpstreamIssuerOptions, type UpstreamMapping } from './upstream-options.ts'
export { createWardkit, type Wardkit } from './wardkit.ts'
