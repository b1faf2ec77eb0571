import type { Schema } from '../../client/wardkit-client.ts'
import { FakeProblem, notFound } from '../fake-problem.ts'
import type { FakeHandlers } from '../fake-handlers.ts'
import type { FakeState } from '../fake-state.ts'
import { assertSteppedUp } from './step-up.ts'

type Mapping = Schema<'Mapping'>

export function createMappings(): Record<string, Mapping> {
  return {
    c_okta: {
      rules: [
        { attribute: 'groups', match: 'contains', value: 'EHR Doctors', role: 'doctor' },
        { attribute: 'groups', match: 'contains', value: 'EHR Front Desk', role: 'receptionist' },
        { attribute: 'department', match: 'equals', value: 'Compliance', role: 'auditor' },
      ],
      tagRules: [{ attribute: 'department', tag: 'department' }],
      defaultRole: null,
      mode: 'authoritative',
      version: 4,
    },
  }
}

function find(state: FakeState, id = ''): Mapping {
  if (!state.connections.some((one) => one.id === id)) throw notFound()
  return (state.mappings[id] ??= { rules: [], tagRules: [], defaultRole: null, mode: 'authoritative', version: 1 })
}

function valuesOf(claims: Schema<'Claims'>, attribute: string): readonly string[] {
  const claim = attribute
    .split('.')
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], claims)
  return [claim].flat().filter((value): value is string => typeof value === 'string')
}

/** What claims yield, as the server works it out. */
function dryRun(claims: Schema<'Claims'>, mapping: Omit<Mapping, 'version'>): Schema<'MappingDryRun'> {
  const rules = mapping.rules.map(({ attribute, match, value, role }, index) => {
    const values = valuesOf(claims, attribute)
    const matched = match === 'equals' ? values.length === 1 && values[0] === value : values.includes(value)
    return { index, matched, value: matched ? value : null, role }
  })
  const matched = rules.filter((rule) => rule.matched).map(({ role }) => role)
  const usedDefault = matched.length === 0 && mapping.defaultRole !== null
  const unmatched = [...new Set(mapping.rules.map(({ attribute }) => attribute))].flatMap((attribute) => {
    const named = mapping.rules.filter((rule) => rule.attribute === attribute).map(({ value }) => value)
    const values = valuesOf(claims, attribute).filter((value) => !named.includes(value))
    return values.length === 0 ? [] : [{ attribute, values }]
  })
  return {
    rules,
    roles: usedDefault ? [mapping.defaultRole ?? ''] : [...new Set(matched)],
    tags: Object.fromEntries(
      mapping.tagRules.flatMap(({ attribute, tag }) => {
        const values = valuesOf(claims, attribute)
        return values.length === 0 ? [] : [[tag, [...values]]]
      }),
    ),
    usedDefault,
    unmatched,
    problems: [],
  }
}

export const mappingHandlers: FakeHandlers = {
  'GET /connections/{connectionId}/mapping': ({ state, params }) => find(state, params['connectionId']),
  'PUT /connections/{connectionId}/mapping': ({ state, params, body: { version, ...mapping } }) => {
    assertSteppedUp(state)
    const current = find(state, params['connectionId'])
    if (version !== undefined && version !== current.version) {
      throw new FakeProblem(409, 'ERR_CONFLICT', { version: current.version })
    }
    const kept = { ...mapping, version: current.version + 1 }
    state.mappings[params['connectionId'] ?? ''] = kept
    return kept
  },
  'POST /connections/{connectionId}/mapping/dry-run': ({ state, params, body: { claims, mapping } }) =>
    dryRun(claims, mapping ?? find(state, params['connectionId'])),
}
