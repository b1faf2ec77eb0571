import type {
  SsoConnection,
  SsoDomain,
  SsoIdentity,
  SsoMapping,
  SsoSession,
  SsoSettings,
  SsoTestRun,
} from '../identity/sso-store.ts'
import {
  checkedIdentifier,
  checkedIdentifiers,
  checkedOwner,
  checkedText,
  checkedTime,
  checkedTimeOrNull,
  checkedWord,
  invalid,
} from './checked-values.ts'

// Each function answers a frozen copy of exactly the record's own fields, as in checked-records.ts.

/** @throws WardkitError `ERR_INVALID_INPUT` */
export function checkedConnection(connection: SsoConnection, tenant: string): SsoConnection {
  return Object.freeze({
    id: checkedIdentifier(connection.id, 'connection.id'),
    tenant: checkedOwner(connection.tenant, 'connection.tenant', tenant),
    type: checkedWord(connection.type, 'connection.type', ['oidc']),
    name: checkedText(connection.name, 'connection.name', 'name'),
    status: checkedWord(connection.status, 'connection.status', ['draft', 'tested', 'active', 'disabled']),
    version: checkedTime(connection.version, 'connection.version'),
    configuration: checkedTime(connection.configuration, 'connection.configuration'),
    testedConfiguration: checkedTime(connection.testedConfiguration, 'connection.testedConfiguration'),
    issuer: checkedText(connection.issuer, 'connection.issuer', 'description'),
    discoveryUrl: checkedText(connection.discoveryUrl, 'connection.discoveryUrl', 'description'),
    clientId: checkedText(connection.clientId, 'connection.clientId', 'description'),
    wrappedSecret: checkedText(connection.wrappedSecret, 'connection.wrappedSecret', 'opaque'),
    scopes: checkedTexts(connection.scopes, 'connection.scopes'),
    mapping: checkedMapping(connection.mapping),
    createdAt: checkedTime(connection.createdAt, 'connection.createdAt'),
    updatedAt: checkedTime(connection.updatedAt, 'connection.updatedAt'),
  })
}

function checkedMapping({ rules, tagRules, defaultRole, mode }: SsoMapping): SsoMapping {
  return Object.freeze({
    rules: Object.freeze(
      rules.map((rule) =>
        Object.freeze({
          attribute: checkedText(rule.attribute, 'mapping.rules.attribute', 'name'),
          match: checkedWord(rule.match, 'mapping.rules.match', ['equals', 'contains']),
          value: checkedText(rule.value, 'mapping.rules.value', 'description'),
          role: checkedIdentifier(rule.role, 'mapping.rules.role'),
        }),
      ),
    ),
    tagRules: Object.freeze(
      tagRules.map((rule) =>
        Object.freeze({
          attribute: checkedText(rule.attribute, 'mapping.tagRules.attribute', 'name'),
          tag: checkedIdentifier(rule.tag, 'mapping.tagRules.tag'),
        }),
      ),
    ),
    defaultRole: defaultRole === null ? null : checkedIdentifier(defaultRole, 'mapping.defaultRole'),
    mode: checkedWord(mode, 'mapping.mode', ['authoritative', 'additive']),
  })
}

/** @throws WardkitError `ERR_INVALID_INPUT` */
export function checkedTestRun(run: SsoTestRun, tenant: string): SsoTestRun {
  return Object.freeze({
    id: checkedIdentifier(run.id, 'testRun.id'),
    tenant: checkedOwner(run.tenant, 'testRun.tenant', tenant),
    connection: checkedIdentifier(run.connection, 'testRun.connection'),
    configuration: checkedTime(run.configuration, 'testRun.configuration'),
    status: checkedWord(run.status, 'testRun.status', ['running', 'passed', 'failed']),
    at: checkedTime(run.at, 'testRun.at'),
    report: checkedText(run.report, 'testRun.report', 'policy'),
  })
}

/** @throws WardkitError `ERR_INVALID_INPUT` */
export function checkedDomain(domain: SsoDomain, tenant: string): SsoDomain {
  return Object.freeze({
    id: checkedIdentifier(domain.id, 'domain.id'),
    tenant: checkedOwner(domain.tenant, 'domain.tenant', tenant),
    domain: checkedIdentifier(domain.domain, 'domain.domain'),
    proof: checkedIdentifier(domain.proof, 'domain.proof'),
    verifiedAt: checkedTimeOrNull(domain.verifiedAt, 'domain.verifiedAt'),
    connection: domain.connection === null ? null : checkedIdentifier(domain.connection, 'domain.connection'),
    createdAt: checkedTime(domain.createdAt, 'domain.createdAt'),
    checkedAt: checkedTimeOrNull(domain.checkedAt, 'domain.checkedAt'),
    problem: domain.problem === null ? null : checkedText(domain.problem, 'domain.problem', 'description'),
  })
}

/** @throws WardkitError `ERR_INVALID_INPUT` */
export function checkedSsoSettings(settings: SsoSettings): SsoSettings {
  if (typeof settings.enforced !== 'boolean') throw invalid('ssoSettings.enforced', 'must be true or false')
  return Object.freeze({
    enforced: settings.enforced,
    breakGlass: checkedIdentifiers(settings.breakGlass, 'ssoSettings.breakGlass'),
    version: checkedTime(settings.version, 'ssoSettings.version'),
    updatedAt: checkedTime(settings.updatedAt, 'ssoSettings.updatedAt'),
  })
}

/** @throws WardkitError `ERR_INVALID_INPUT` */
export function checkedSsoIdentity(identity: SsoIdentity, tenant: string): SsoIdentity {
  return Object.freeze({
    tenant: checkedOwner(identity.tenant, 'ssoIdentity.tenant', tenant),
    connection: checkedIdentifier(identity.connection, 'ssoIdentity.connection'),
    issuer: checkedText(identity.issuer, 'ssoIdentity.issuer', 'description'),
    subject: checkedText(identity.subject, 'ssoIdentity.subject', 'description'),
    user: checkedIdentifier(identity.user, 'ssoIdentity.user'),
    tagKeys: checkedIdentifiers(identity.tagKeys, 'ssoIdentity.tagKeys'),
    createdAt: checkedTime(identity.createdAt, 'ssoIdentity.createdAt'),
    usedAt: checkedTime(identity.usedAt, 'ssoIdentity.usedAt'),
  })
}

/** @throws WardkitError `ERR_INVALID_INPUT` */
export function checkedSsoSession(session: SsoSession, tenant: string): SsoSession {
  const { sid, wrappedIdToken } = session
  return Object.freeze({
    tenant: checkedOwner(session.tenant, 'ssoSession.tenant', tenant),
    session: checkedIdentifier(session.session, 'ssoSession.session'),
    connection: checkedIdentifier(session.connection, 'ssoSession.connection'),
    subject: checkedText(session.subject, 'ssoSession.subject', 'description'),
    sid: sid === null ? null : checkedText(sid, 'ssoSession.sid', 'description'),
    wrappedIdToken: wrappedIdToken === null ? null : checkedText(wrappedIdToken, 'ssoSession.wrappedIdToken', 'opaque'),
  })
}

function checkedTexts(values: readonly string[], field: string): readonly string[] {
  return Object.freeze(values.map((value, index) => checkedText(value, `${field}[${index}]`, 'name')))
}
