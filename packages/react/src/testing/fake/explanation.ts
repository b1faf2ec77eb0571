import type { Schema } from '../../client/wardkit-client.ts'
import type { FakeHandlers } from '../fake-handlers.ts'

/** What is said of doctors who ask for a patient of another function: the reason, and what would change it. */
export function refusedExplanation(operation: string): Schema<'Explanation'> {
  return {
    operation,
    answer: 'no',
    dependsOn: [],
    reason: 'condition-not-met',
    revision: 42,
    text: `no: ${operation}\nrole “Doctor access”, statement 1: allow does not apply`,
    statements: [
      {
        source: { kind: 'role', id: 'doctor', name: 'Doctor access' } as never,
        index: 0,
        effect: 'allow',
        applies: 'no',
        reason: 'condition-not-met',
        comparisons: [
          {
            comparison: "$principalTags:function = 'doctors'",
            truth: 'FALSE',
            operands: [
              {
                variable: '$principalTags:function',
                of: 'principal',
                status: 'present',
                values: ['reception'],
                more: 0,
              },
            ],
          },
          {
            comparison: "$resourceTags:ward = 'east'",
            truth: 'UNKNOWN',
            operands: [{ variable: '$resourceTags:ward', of: 'resource', status: 'missing', values: [], more: 0 }],
          },
        ],
      },
      {
        source: { kind: 'guardrail' } as never,
        index: 2,
        effect: 'deny',
        applies: 'no',
        reason: null,
        comparisons: [],
      },
    ],
    changes: [
      { kind: 'role', id: 'admin', name: 'Admin' },
      { kind: 'principal-tag', action: 'replace', key: 'function', value: 'doctors' },
    ],
    changesCutShort: false,
  }
}

/** What is said where a role allows it. */
export function allowedExplanation(operation: string): Schema<'Explanation'> {
  return {
    operation,
    answer: 'yes',
    dependsOn: [],
    reason: 'allowed',
    revision: 42,
    text: `yes: ${operation}\nrole “Doctor access”, statement 1: allow applies`,
    statements: [
      {
        source: { kind: 'role', id: 'doctor', name: 'Doctor access' } as never,
        index: 0,
        effect: 'allow',
        applies: 'yes',
        reason: null,
        comparisons: [],
      },
    ],
    changes: [],
    changesCutShort: false,
  }
}

export const explanationHandlers: FakeHandlers = {
  'POST /explain': ({ body: { principal, question }, state }) => {
    const roles = state.users.find(({ id }) => id === principal.id)?.roles ?? []
    const { operation } = question
    return roles.includes('doctor') || roles.includes('admin')
      ? allowedExplanation(operation)
      : refusedExplanation(operation)
  },
}
