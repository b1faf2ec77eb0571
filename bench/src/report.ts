import type { Kind, Outcome } from './clinic.ts'
import { EHR } from './ehr/ehr-group.ts'
import { ENGINES } from './engines/engines.ts'
import { QUESTIONS_BY_ROLES } from './groups/engines-group.ts'
import { LINK_COUNTS, LINK_READS, linkedBy } from './groups/links-group.ts'
import { STEPS } from './groups/requests-group.ts'
import { GROWTHS, SIZED_ENGINES, sizedBy, type Growing } from './groups/sizes-group.ts'
import { heapBy, START_COUNTS, startBy, startButCheckBy } from './groups/start-group.ts'
import { decisionBy } from './groups/subject-names.ts'
import type { Gate, Verdict } from './judge.ts'
import type { Memory } from './memory.ts'
import { printBytes, printPercent, printTime, toDigits } from './print-number.ts'
import type { Samples } from './samples.ts'
import { median, spread } from './statistics.ts'

/** The numbers of a run as Markdown. */
export function printReport(samples: Samples, verdicts: readonly Verdict[]): string {
  return [
    '### One decision, every engine',
    enginesTable(samples),
    '### One request, step by step',
    stepsTable(samples),
    '### The same decision while something grows',
    sizesTable(samples),
    '### On SQLite, while links and tenants grow',
    sqliteTable(samples),
    '### The EHR over HTTP',
    ehrTable(samples),
    '### The gates',
    gatesTable(verdicts),
  ].join('\n\n')
}

/** Memory as Markdown. */
export function printMemory({ tenant, role, compiledRole, resource }: Memory): string {
  const rows = [
    ['a tenant with one role', printBytes(tenant)],
    ['a role, as text', printBytes(role)],
    ['a role compiled for one operation, on top', printBytes(compiledRole)],
    ['a resource with one tag', printBytes(resource)],
  ]
  return ['### Memory', table(['kept in memory', 'heap'], rows)].join('\n\n')
}

function enginesTable(samples: Samples): string {
  const rows = QUESTIONS_BY_ROLES.flatMap(({ roles, asked }) =>
    asked.map(([kind, outcome]) => [
      nameOf(kind, outcome, roles),
      ...ENGINES.map(({ name }) => timeOf(samples, decisionBy(name, kind, outcome, roles))),
    ]),
  )
  return table(['question', ...ENGINES.map(({ name }) => name)], rows)
}

function nameOf(kind: Kind, outcome: Outcome, roles: number): string {
  return `${outcome}, ${kind === 'where' ? '`where` over tags' : 'no `where`'}, ${roles.toLocaleString('en')} roles`
}

function stepsTable(samples: Samples): string {
  const unit = median(samples.get(STEPS.floorKnown) ?? [])
  const rows = Object.values(STEPS).map((step) => {
    const taken = samples.get(step) ?? []
    return [step, timeOf(samples, step), toDigits(median(taken) / unit), printPercent(spread(taken))]
  })
  return table(['step', 'time', 'in floors', 'spread'], rows)
}

function sizesTable(samples: Samples): string {
  const rows = (Object.keys(GROWTHS) as Growing[]).flatMap((growing) =>
    GROWTHS[growing].counts.map((count) => [
      `${count.toLocaleString('en')} ${growing}`,
      ...SIZED_ENGINES.map(({ name }) => timeOf(samples, sizedBy(name, growing, count))),
    ]),
  )
  return table(['size', ...SIZED_ENGINES.map(({ name }) => name)], rows)
}

function sqliteTable(samples: Samples): string {
  const links = LINK_COUNTS.flatMap((count) =>
    (['remembered', 'read'] as const).map((reads) => [
      `a decision by a link, ${count.toLocaleString('en')} links and resources, ${LINK_READS[reads]}`,
      timeOf(samples, linkedBy(count, reads)),
    ]),
  )
  const starts = START_COUNTS.flatMap((count) => [
    [`a start, ${count.toLocaleString('en')} tenants`, timeOf(samples, startBy(count))],
    [
      `the same but for SQLite’s check of the file, ${count.toLocaleString('en')} tenants`,
      timeOf(samples, startButCheckBy(count)),
    ],
    [`the heap after it, ${count.toLocaleString('en')} tenants`, printBytes(median(samples.get(heapBy(count)) ?? []))],
  ])
  return table(['measured', 'value'], [...links, ...starts])
}

function ehrTable(samples: Samples): string {
  const rows = Object.values(EHR).map((subject) => {
    const taken = samples.get(subject) ?? []
    const isRate = subject.startsWith('requests')
    const value = isRate ? Math.round(median(taken)).toLocaleString('en') : printTime(median(taken))
    return [subject, value, printPercent(spread(taken))]
  })
  return table(['measured', 'value', 'spread'], rows)
}

function gatesTable(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map((verdict) => [
    `\`${verdict.gate.id}\``,
    verdict.gate.claim,
    printValue(verdict),
    printBound(verdict),
    printPercent(verdict.spread),
    verdict.passed ? 'kept' : 'NOT KEPT',
  ])
  return table(['gate', 'what', 'measured', 'bound', 'spread', ''], rows)
}

/** The measured value of a gate in its unit. */
export function printValue({ gate, value, dividend }: Verdict): string {
  if (value === null) return 'not measured'
  return dividend === null ? inUnit(gate.unit, value) : `${inUnit(gate.unit, value)} (${printTime(dividend)})`
}

/** The bound of a gate in its unit. */
export function printBound({ gate: { atMost, atLeast, unit } }: Verdict): string {
  return atLeast === undefined ? `at most ${inUnit(unit, atMost ?? NaN)}` : `at least ${inUnit(unit, atLeast)}`
}

function inUnit(unit: Gate['unit'], value: number): string {
  switch (unit) {
    case 'ns':
      return printTime(value)
    case 'ratio':
      return `${toDigits(value)}×`
    case 'floors':
      return `${toDigits(value)} floors`
  }
}

function timeOf(samples: Samples, subject: string): string {
  const taken = samples.get(subject) ?? []
  return taken.length === 0 ? '—' : printTime(median(taken))
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
