import { createRoute, z } from '@hono/zod-openapi'
import { explainText } from '../../decision/explain-text.ts'
import type { Explanation } from '../../decision/explanation.ts'
import type { Decision, PolicySource } from '../../decision/decision.ts'
import { WardkitError } from '../../errors/index.ts'
import type { Json } from '../../model/json.ts'
import type { Principal } from '../../model/principal.ts'
import type { Service } from '../../model/service.ts'
import { createServiceSet } from '../../openapi/service-set.ts'
import type { EngineQuestion } from '../engine.ts'
import { answers, PRINCIPAL_PROBLEMS, problems, takes } from './api-schemas.ts'
import { getPrincipal, PrincipalName, type PrincipalSource } from './get-principal.ts'
import { principalOf, type OwnModule } from './own-module.ts'

/** The most questions of one request. */
const MAX_QUESTIONS = 100

const Asked = z
  .strictObject({
    operation: z.string().min(1).max(2_000).openapi({ example: 'GET:/patient/{patientId}' }),
    params: z
      .record(z.string(), z.string().min(1).max(2_000))
      .optional()
      .openapi({ description: 'Values of path parameters, decoded. What is not given is open.' }),
    query: z
      .record(z.string(), z.union([z.string(), z.array(z.string()).max(100)]))
      .optional()
      .openapi({ description: 'All of the query; open when absent' }),
    body: z.json().optional().openapi({ type: 'object', description: 'All of the JSON body; open when absent' }),
  })
  .openapi('Question')

const AnswerText = z.enum(['yes', 'no', 'depends'])

/** What is answered to one question. */
export const Answer = z
  .object({
    operation: z.string(),
    answer: AnswerText,
    dependsOn: z.array(z.string()).openapi({ description: 'Of `depends`: the request values that decide' }),
    reason: z.string(),
  })
  .openapi('Answer')

const Comparison = z.object({
  comparison: z.string(),
  truth: z.enum(['TRUE', 'FALSE', 'UNKNOWN', 'DEPENDS']),
  operands: z.array(
    z.object({
      variable: z.string(),
      of: z.enum(['principal', 'resource', 'request', 'context']),
      status: z.enum(['present', 'missing', 'none', 'unavailable', 'open']),
      values: z.array(z.string()),
      more: z.int(),
    }),
  ),
})

const ExplanationAnswer = Answer.extend({
  revision: z.int(),
  text: z.string().openapi({ description: 'The same for people to read' }),
  statements: z.array(
    z.object({
      source: z
        .custom<PolicySource>()
        .openapi({ type: 'object', description: 'Whose policy it is: `kind`, and what names it' }),
      index: z.int().openapi({ description: 'Position in its policy, from 0' }),
      effect: z.enum(['allow', 'deny']),
      applies: AnswerText,
      reason: z.string().nullable(),
      comparisons: z.array(Comparison),
    }),
  ),
  changes: z.array(z.looseObject({ kind: z.string() })).openapi({
    description: 'Single changes each of which would have allowed it',
  }),
  changesCutShort: z.boolean(),
}).openapi('Explanation')

// Plain data by its own type, which @wardkit/core exports.
const ServiceAnswer = z.custom<Service>().openapi('Service', { type: 'object' })

/** What may be done, and why. */
export const decisionRoutes = {
  decide: createRoute({
    method: 'post',
    path: '/decisions',
    summary: 'What you may do: many questions at once, on one state of the policies',
    request: { body: takes(z.strictObject({ questions: z.array(Asked).min(1).max(MAX_QUESTIONS) })) },
    responses: {
      200: answers(
        'The answers, in the order of the questions',
        z.object({ answers: z.array(Answer), revision: z.int() }),
      ),
      ...PRINCIPAL_PROBLEMS,
      ...problems(400, 413, 415),
    },
  }),
  explain: createRoute({
    method: 'post',
    path: '/explain',
    summary: 'Why a user, an API key or an assumed role of the tenant may do something or not',
    request: {
      body: takes(
        z.strictObject({
          principal: PrincipalName,
          question: Asked,
        }),
      ),
    },
    responses: {
      200: answers('How the answer comes about', ExplanationAnswer),
      ...PRINCIPAL_PROBLEMS,
      ...problems(400, 404, 413, 415),
    },
  }),
  services: createRoute({
    method: 'get',
    path: '/services',
    summary: 'The operations that policies may name, with the shapes of what they take',
    responses: {
      200: answers('Every service, this one included', z.object({ services: z.array(ServiceAnswer) })),
      ...PRINCIPAL_PROBLEMS,
    },
  }),
}

export interface ServeDecisions {
  readonly store: PrincipalSource
  readonly services: readonly Service[]
  decideAll(questions: readonly EngineQuestion[]): Promise<Decision[]>
  explain(question: EngineQuestion): Promise<Explanation>
}

export function serveDecisions({ store, services, decideAll, explain }: ServeDecisions): OwnModule {
  const { findOperation } = createServiceSet(services)

  function toQuestion(principal: Principal, asked: z.infer<typeof Asked>): EngineQuestion {
    const operation = findOperation(asked.operation)
    if (operation === undefined) {
      throw new WardkitError('ERR_INVALID_INPUT', 'a question names an operation that no service has')
    }
    const values = new Map(Object.entries(asked.params ?? {}))
    return {
      principal,
      operation,
      request: {
        path: operation.pathParameters.map(({ name }) => values.get(name) ?? null),
        query:
          asked.query === undefined
            ? null
            : new Map(Object.entries(asked.query).map(([name, value]) => [name, [value].flat()])),
        body:
          operation.body === null
            ? { status: 'absent' }
            : asked.body === undefined
              ? { status: 'open' }
              : { status: 'json', value: asked.body as Json },
      },
    }
  }

  return (router) => {
    router.openapi(decisionRoutes.decide, async (context) => {
      const { questions } = context.req.valid('json')
      const principal = principalOf(context)
      const decisions = await decideAll(questions.map((asked) => toQuestion(principal, asked)))
      return context.json({ answers: decisions.map(toAnswer), revision: decisions[0]?.revision ?? 0 }, 200)
    })
    router.openapi(decisionRoutes.explain, async (context) => {
      const { principal: named, question } = context.req.valid('json')
      const principal = await getPrincipal(store, { ...named, tenant: principalOf(context).tenant })
      const explanation = await explain(toQuestion(principal, question))
      const { decision, statements, changes, changesCutShort } = explanation
      return context.json(
        {
          ...toAnswer(decision),
          revision: decision.revision,
          text: explainText(explanation),
          statements: statements.map(({ source, index, statement, applies, reason, comparisons }) => ({
            source,
            index,
            effect: statement.effect,
            applies,
            reason,
            comparisons: comparisons.map(({ operands, ...rest }) => ({
              ...rest,
              operands: operands.map(({ values, ...operand }) => ({ ...operand, values: [...values] })),
            })),
          })),
          changes: changes.map((change) => ({ ...change })),
          changesCutShort,
        },
        200,
      )
    })
    router.openapi(decisionRoutes.services, (context) => context.json({ services: [...services] }, 200))
  }
}

/** A decision as it is answered. */
export function toAnswer({ operation, answer, dependsOn, reason }: Decision): z.infer<typeof Answer> {
  return { operation, answer, dependsOn: [...dependsOn], reason }
}
