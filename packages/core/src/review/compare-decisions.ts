import { decide } from '../decision/decide.ts'
import type { Decision } from '../decision/decision.ts'
import { openQuestion } from '../decision/permissions.ts'
import type { PolicySet } from '../decision/policy-set.ts'
import type { Principal } from '../model/principal.ts'
import type { Operation } from '../model/service.ts'
import type { Statement } from '../policy/ast.ts'
import { printPolicy } from '../policy/print/print-policy.ts'

/** What a principal may do with an operation on any resource of the tenant, the rest of the request open, by the policies of before and of after. */
export function compareDecisions(
  policies: readonly [before: PolicySet, after: PolicySet],
  principal: Principal,
  operation: Operation,
  now: number,
): { readonly before: Decision; readonly after: Decision } | undefined {
  const question = openQuestion(principal, operation, now)
  const [before, after] = policies.map((each) => decide(each, 0, question)) as [Decision, Decision]
  const isSame = before.answer === after.answer && (after.answer !== 'depends' || rest(before) === rest(after))
  return isSame ? undefined : { before, after }
}

/** What statements say, in whatever policies they stand. */
export function printMeaning(statements: readonly Statement[]): string {
  const said = statements.map(({ id: _, description: __, ...meaning }) =>
    printPolicy({ type: 'openAPI', statements: [meaning] }),
  )
  return JSON.stringify(said.sort())
}

function rest({ statements }: Decision): string {
  return printMeaning(statements.map(({ statement }) => statement))
}
