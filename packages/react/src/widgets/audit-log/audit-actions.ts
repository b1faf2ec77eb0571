import type { AuditAction } from '@wardkit/core'

/** Every action, for the filter: the type holds the list whole. */
const EVERY: Readonly<Record<AuditAction, true>> = {
  'api-key.create': true,
  'api-key.revoke': true,
  'api-key.rotate': true,
  'api-key.update': true,
  'connection.activate': true,
  'connection.create': true,
  'connection.deactivate': true,
  'connection.map': true,
  'connection.remove': true,
  'connection.test': true,
  'connection.tested': true,
  'connection.update': true,
  'domain.add': true,
  'domain.assign': true,
  'domain.remove': true,
  'domain.verify': true,
  'guardrail.set': true,
  'invitation.accept': true,
  'invitation.create': true,
  'invitation.resend': true,
  'invitation.revoke': true,
  'link.create': true,
  'link.revoke': true,
  'operator.create': true,
  'operator.revoke': true,
  'person.add-factor': true,
  'person.change-email': true,
  'person.change-password': true,
  'person.remove-factor': true,
  'person.rename-passkey': true,
  'person.renew-recovery-codes': true,
  'person.reset-password': true,
  'person.use-recovery-code': true,
  'resource.register': true,
  'resource.remove': true,
  'resource.settle': true,
  'role.assume': true,
  'role.create': true,
  'role.delete': true,
  'role.trust': true,
  'role.update': true,
  'service.register': true,
  'service.remove': true,
  'session.end': true,
  'session.reuse': true,
  'session.start': true,
  'session.step-up': true,
  'signing-key.rotate': true,
  'sso.enforce': true,
  'sso.log-in': true,
  'sso.log-out': true,
  'sso.refuse': true,
  'store.restore': true,
  'tenant.change-settings': true,
  'tenant.create': true,
  'tenant.delete': true,
  'tenant.resume': true,
  'tenant.sign-up': true,
  'tenant.suspend': true,
  'user.create': true,
  'user.disable': true,
  'user.enable': true,
  'user.remove': true,
  'user.set-password': true,
  'user.update': true,
}

export const AUDIT_ACTIONS = Object.keys(EVERY) as readonly AuditAction[]

const GOOD = /\.(?:create|add|activate|enable|accept|verify|resume|register)$/
const BAD = /\.(?:remove|delete|revoke|disable|deactivate|suspend|reuse|refuse|remove-factor)$/

/** What a glance should tell of an action: that something came, or went. */
export function toneOf(action: string): 'success' | 'danger' | 'neutral' {
  if (BAD.test(action)) return 'danger'
  return GOOD.test(action) ? 'success' : 'neutral'
}
