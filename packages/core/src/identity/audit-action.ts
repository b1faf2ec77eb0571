/**
 * Every action that the audit log knows, and who may do it besides the application itself and its operators.
 *
 * - `application`: nobody
 * - `admin`: who holds the tenant's role `admin`
 * - `tenant`: the tenant's principals, as decided or as admins
 * - `sharer`: the tenant's principals, as far as they may do themselves what they share, or as admins
 * - `anybody`: also who is not known yet, and shows a right to it in another way: a password, a code
 */
export const AUDIT_ACTIONS = {
  'api-key.create': 'tenant',
  'api-key.revoke': 'tenant',
  'api-key.rotate': 'tenant',
  'api-key.update': 'tenant',
  'connection.activate': 'admin',
  'connection.create': 'admin',
  'connection.deactivate': 'admin',
  'connection.map': 'admin',
  'connection.remove': 'admin',
  'connection.test': 'admin',
  'connection.tested': 'anybody',
  'connection.update': 'admin',
  'domain.add': 'admin',
  'domain.assign': 'admin',
  'domain.remove': 'admin',
  'domain.verify': 'admin',
  'guardrail.set': 'admin',
  'invitation.accept': 'anybody',
  'invitation.create': 'tenant',
  'invitation.resend': 'tenant',
  'invitation.revoke': 'tenant',
  'link.create': 'sharer',
  'link.revoke': 'sharer',
  'operator.create': 'application',
  'operator.revoke': 'application',
  'resource.register': 'tenant',
  'resource.remove': 'tenant',
  'person.add-factor': 'anybody',
  'person.change-email': 'anybody',
  'person.change-password': 'anybody',
  'person.remove-factor': 'anybody',
  'person.rename-passkey': 'anybody',
  'person.renew-recovery-codes': 'anybody',
  'person.reset-password': 'anybody',
  'person.use-recovery-code': 'anybody',
  'resource.settle': 'tenant',
  'role.assume': 'anybody',
  'role.create': 'tenant',
  'role.delete': 'tenant',
  'role.trust': 'tenant',
  'role.update': 'tenant',
  'service.register': 'application',
  'service.remove': 'application',
  'session.end': 'anybody',
  'session.reuse': 'anybody',
  'session.start': 'anybody',
  'session.step-up': 'anybody',
  'sso.enforce': 'admin',
  'sso.log-in': 'anybody',
  'sso.log-out': 'anybody',
  'sso.refuse': 'anybody',
  'signing-key.rotate': 'application',
  'store.restore': 'application',
  'tenant.change-settings': 'tenant',
  'tenant.create': 'application',
  'tenant.delete': 'admin',
  'tenant.resume': 'application',
  'tenant.sign-up': 'anybody',
  'tenant.suspend': 'application',
  'user.create': 'application',
  'user.disable': 'tenant',
  'user.enable': 'tenant',
  'user.remove': 'tenant',
  'user.set-password': 'application',
  'user.update': 'tenant',
} as const satisfies Record<string, AuditRule>

export type AuditAction = keyof typeof AUDIT_ACTIONS

/** Who may do an action. */
export function ruleOf(action: AuditAction): AuditRule {
  return AUDIT_ACTIONS[action]
}

/** Who may do an action, besides the application and its operators. */
export type AuditRule = 'application' | 'admin' | 'tenant' | 'sharer' | 'anybody'
