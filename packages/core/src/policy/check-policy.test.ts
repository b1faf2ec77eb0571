import { describe, expect, test } from 'vitest'
import type { Policy } from './ast.ts'
import { checkPolicy } from './check-policy.ts'
import type { Diagnostic } from './diagnostic.ts'
import { readPolicy } from './read/read-policy.ts'
import type { PolicyKind } from './rules/rule.ts'
import { sketchService } from './testing/sketch-service.test-support.ts'

const clinic = sketchService({
  'GET:/patient': { query: { limit: 'integer', email: 'string', name: 'string' } },
  'GET:/patient/{patientId}': {},
  'PUT:/patient/{patientId}': {
    query: { dryRun: 'boolean', name: 'string' },
    body: {
      name: 'string',
      notes: 'string',
      age: 'integer',
      dischargedAt: 'string:date-time',
      wards: ['string'],
      address: { city: 'string' },
    },
  },
  'POST:/diagnostic': { body: { patientId: 'string', report: { text: 'string' } } },
})

function read(source: string): Policy {
  const { policy, diagnostics } = readPolicy(source)
  if (policy === null) throw new TypeError(`${diagnostics[0]?.code ?? ''}: ${diagnostics[0]?.message ?? ''}`)
  return policy
}

function check(source: string, kind: PolicyKind = 'global'): readonly Diagnostic[] {
  return checkPolicy(read(source), { services: [clinic], kind, source })
}

/** What is found about one statement's `where`, for `PUT:/patient/{patientId}` unless said otherwise. */
function checkWhere(where: string, { effect = 'allow', operation = 'PUT:/patient/{patientId}' } = {}): string[] {
  return brief(check(`- ${effect}: ['${operation}']\n  where: >-\n    ${where}\n`))
}

/** Severity, code, line and column, and the offending text. */
function brief(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ severity, code, span, text }) => `${severity} ${code} ${span.line}:${span.column} ${text}`)
}

test('a policy that fits its services has no diagnostics', () => {
  const source = `
- allow:
    - GET:/patient/{patientId}
    - "PUT:/patient/{patientId}:[notes, address.city]"
  where: $principalTags:function = 'doctors' AND $path:patientId != 'p0'
- allow: ["GET:/patient:[name, email]"]
- allow: ['PUT:/patient/{patientId}']
  where: $body:age >= 18 AND $body:dischargedAt < '2030-01-31T08:00:00Z' AND $query:dryRun = TRUE
- deny: ['PUT:/patient/{patientId}']
  where: $body:notes IS NOT NULL AND $body:notes LIKE '%secret%'
`
  expect(check(source)).toEqual([])
})

describe('operations', () => {
  test('L07 an operation that no service has is refused with the nearest one', () => {
    const [diagnostic, ...others] = check("- allow:\n    - 'GET:/pateint/{patientId}'\n")
    expect(brief([diagnostic as Diagnostic])).toEqual(['error operation-unknown 2:8 GET:/pateint/{patientId}'])
    expect(diagnostic?.hint).toBe('did you mean `GET:/patient/{patientId}`?')
    expect(others).toEqual([])
  })

  test.each(['DELETE:*', 'GET:/clinic/*', '*:/clinic', 'TRACE:/patient'])(
    '%s matches nothing and is refused',
    (text) => {
      expect(check(`- allow: ['${text}']`).map(({ code }) => code)).toEqual(['operation-unknown'])
    },
  )

  test("a wildcard over Wardkit's own operations is let pass, whichever of them a process has", () => {
    expect(check("- allow: ['*', '*:/wardkit/*']")).toEqual([])
    expect(check("- allow: ['GET:/wardkit/users']").map(({ code }) => code)).toEqual(['operation-unknown'])
  })

  test('a path parameter with another name is a warning', () => {
    const [diagnostic] = check("- allow: ['GET:/patient/{id}']")
    expect(brief([diagnostic as Diagnostic])).toEqual(['warning parameter-name 1:12 GET:/patient/{id}'])
    expect(diagnostic?.hint).toBe('write `GET:/patient/{patientId}`')
  })

  test('a deny stands in a guardrail and in a global policy, and not in a role', () => {
    const source = "- deny: ['GET:/patient']"
    expect(check(source, 'guardrail')).toEqual([])
    expect(check(source, 'global')).toEqual([])
    expect(check(source, 'role').map(({ severity, code, span }) => [severity, code, span.line])).toEqual([
      ['error', 'deny-misplaced', 1],
    ])
  })
})

describe('field lists', () => {
  test('a field that the JSON body does not have is refused with the nearest one', () => {
    const found = check("- allow: ['PUT:/patient/{patientId}:[notes, adress.city]']")
    expect(brief(found)).toEqual(['error field-unknown 1:45 adress.city'])
    expect(found[0]?.hint).toBe('did you mean `address.city`?')
  })

  test('a field that the query does not have is refused', () => {
    expect(brief(check("- allow: ['GET:/patient:[emial]']"))).toEqual(['error field-unknown 1:26 emial'])
  })

  test('wildcards are asked for only up to their star', () => {
    expect(check("- allow: ['PUT:/patient/{patientId}:[*, address.*, na*]']")).toEqual([])
    expect(brief(check("- allow: ['PUT:/patient/{patientId}:[adress.*]']"))).toEqual([
      'error field-unknown 1:38 adress.*',
    ])
  })

  test('a list on a wildcard operation limits each operation by what it has', () => {
    expect(check("- allow: ['*:[notes]']")).toEqual([])
  })
})

describe('request values', () => {
  test('a field that a named operation lacks is refused with the nearest one', () => {
    const source = "- allow: ['PUT:/patient/{patientId}']\n  where: $body:adress.city = 'Ulm'\n"
    const found = check(source)
    expect(brief(found)).toEqual(['error field-unknown 2:10 $body:adress.city'])
    expect(found[0]?.hint).toBe('did you mean `$body:address:city`?')
  })

  test('every operation that lacks the field is named', () => {
    const found = check("- allow: ['GET:/patient', 'PUT:/patient/{patientId}']\n  where: $request:age = 3\n")
    expect(found.map(({ code, message }) => [code, message])).toEqual([
      ['field-unknown', '`$request:age` is no field of `GET:/patient`'],
    ])
  })

  test('a name that is declared in two places is refused with the explicit forms', () => {
    const found = check("- allow: ['PUT:/patient/{patientId}']\n  where: $request:name = 'x'\n")
    expect(brief(found)).toEqual(['error field-ambiguous 2:10 $request:name'])
    expect(found[0]?.hint).toBe('write `$query:name` or `$body:name`')
  })

  test('under a wildcard a field may be missing in an allow, as long as one operation has it', () => {
    expect(checkWhere('$body:age = 3', { operation: '*' })).toEqual([])
    expect(checkWhere('$body:weight = 3', { operation: '*' })).toEqual(['warning never-true 3:5 $body:weight'])
  })

  test('under a wildcard a field that some operation lacks is refused in a deny, listing the operations', () => {
    const [diagnostic] = check("- deny: ['*']\n  where: $body:age IS NOT NULL\n")
    expect(diagnostic).toMatchObject({ severity: 'error', code: 'field-unknown', span: { line: 2, column: 10 } })
    expect(diagnostic?.message).toBe(
      '`$body:age` is no field of `GET:/patient`, `GET:/patient/{patientId}`, `POST:/diagnostic`',
    )
  })

  test('a request array on the right of IN is refused', () => {
    expect(checkWhere('$principalTags:ward IN $body:wards')).toEqual(['error array-in 3:28 $body:wards'])
    expect(checkWhere('$principalTags:ward IN $body:name')).toEqual([])
    expect(checkWhere("$body:wards IN ('a', 'b')")).toEqual([])
  })

  test('$resourceTags[param] names a path parameter', () => {
    expect(checkWhere("ALL($resourceTags[patientId]:ward) = 'a'")).toEqual([])
    expect(checkWhere("ALL($resourceTags[ward]:ward) = 'a'")).toEqual([
      'error path-parameter-unknown 3:9 $resourceTags[ward]:ward',
    ])
    expect(checkWhere("ALL($resourceTags[patientId]:ward) = 'a'", { operation: '*' })).toEqual([])
    const underDeny = check("- deny: ['*']\n  where: $resourceTags[patientId]:ward IS NOT NULL\n")
    expect(underDeny.map(({ code }) => code)).toEqual(['path-parameter-unknown'])
  })
})

describe('literals', () => {
  test('a slot stands in templates only', () => {
    expect(checkWhere('$body:name = ?name')).toEqual(['error slot-outside-template 3:18 ?name'])
  })

  test('TRUE and FALSE have no order', () => {
    expect(checkWhere('$query:dryRun < TRUE')).toEqual(['error order-operand 3:21 TRUE'])
    expect(checkWhere('$query:dryRun != TRUE')).toEqual([])
  })

  test('the bounds of BETWEEN are of one type', () => {
    expect(checkWhere("$principalTags:level BETWEEN 1 AND '5'")).toEqual([
      "error order-operand 3:5 $principalTags:level BETWEEN 1 AND '5'",
    ])
    expect(checkWhere('$principalTags:level BETWEEN 1 AND 5')).toEqual([])
  })

  test('a moment is compared with an instant', () => {
    expect(checkWhere("$body:dischargedAt = '2030-01-31'")).toEqual(["error instant-invalid 3:26 '2030-01-31'"])
    expect(checkWhere("$context:time > 'tomorrow'")).toEqual(["error instant-invalid 3:21 'tomorrow'"])
    expect(checkWhere("$context:time BETWEEN '2030-01-31T08:00:00Z' AND '2030-01-31T08:00:00+25:00'")).toEqual([
      "error instant-invalid 3:54 '2030-01-31T08:00:00+25:00'",
    ])
  })

  test('an integer beyond ±(2^53 − 1), which no policy text can hold, is refused all the same', () => {
    const policy = read("- allow: ['PUT:/patient/{patientId}']\n  where: $body:age = 1\n")
    const [statement] = policy.statements
    const unsafe = JSON.parse(
      JSON.stringify(statement?.where).replace(
        '"value":1,"text":"1"',
        '"value":9007199254740992,"text":"9007199254740992"',
      ),
    ) as never
    const found = checkPolicy(
      { ...policy, statements: [{ ...(statement as never as object), where: unsafe } as never] },
      { services: [clinic], kind: 'role' },
    )
    expect(found.map(({ severity, code }) => [severity, code])).toEqual([['error', 'integer-unsafe']])
  })

  test('a literal of another type than the field is a warning that says how to write it', () => {
    expect(checkWhere("$body:age = '18'")).toEqual(["warning literal-type 3:17 '18'"])
    expect(checkWhere("$body:age IN (17, '18')")).toEqual(["warning literal-type 3:23 '18'"])
    expect(checkWhere("$body:age LIKE '1%'")).toEqual(["warning literal-type 3:20 '1%'"])
    expect(checkWhere('$body:name = 5')).toEqual(['warning literal-type 3:18 5'])
    expect(checkWhere('$principalTags:level = TRUE')).toEqual(['warning literal-type 3:28 TRUE'])
    expect(checkWhere('$principal:id = 5')).toEqual(['warning literal-type 3:21 5'])
    expect(checkWhere('$principalTags:level = 5')).toEqual([])
    const [diagnostic] = check("- allow: ['PUT:/patient/{patientId}']\n  where: $body:age = '18'\n")
    expect(diagnostic?.hint).toBe('write `18`, without quotes')
  })
})

describe('comparisons that say less than they seem to', () => {
  test.each([
    ["$principal:type = 'admin'", "$principal:type = 'admin'"],
    ["$principal:type IN ('admin', 'root')", "$principal:type IN ('admin', 'root')"],
    ["$principal:email = 'Ann@example.com'", "$principal:email = 'Ann@example.com'"],
    ["$principalTags:ward = ''", "$principalTags:ward = ''"],
    ['$body:age BETWEEN 9 AND 1', '$body:age BETWEEN 9 AND 1'],
    ["$body:name NOT IN ('a', NULL)", "$body:name NOT IN ('a', NULL)"],
  ])('%s is never TRUE', (where, text) => {
    expect(checkWhere(where)).toEqual([`warning never-true 3:5 ${text}`])
  })

  test.each([
    "$principal:type IN ('admin', 'user')",
    "$principal:type != 'admin'",
    "$principal:email LIKE '%@example.com'",
    '$body:age NOT BETWEEN 9 AND 1',
    "$body:name IN ('a', NULL)",
  ])('%s may be TRUE', (where) => {
    expect(checkWhere(where)).toEqual([])
  })

  test('= on a resource tag in an allow is TRUE if any value matches', () => {
    const found = check("- allow: ['GET:/patient/{patientId}']\n  where: $resourceTags:ward = $principalTags:ward\n")
    expect(brief(found)).toEqual(['warning resource-tag-any 2:10 $resourceTags:ward = $principalTags:ward'])
    expect(found[0]?.hint).toBe('`ALL($resourceTags:ward) = …` asks it of every value')
    expect(checkWhere('ALL($resourceTags:ward) = $principalTags:ward')).toEqual([])
  })

  test.each(['%example.com', '%.example.com', '%@example.com%', '%@%example.com', '%@example.%', 'ann@example_com'])(
    'LIKE %j on an e-mail also matches domains of others',
    (pattern) => {
      expect(checkWhere(`$principal:email LIKE '${pattern}'`)).toEqual([`warning like-domain 3:27 '${pattern}'`])
    },
  )

  test.each([
    "$principal:email LIKE '%@example.com'",
    "$principal:email LIKE 'ann%'",
    "$body:name LIKE '%example.com'",
  ])('%s is no such pattern', (where) => {
    expect(checkWhere(where)).toEqual([])
  })
})

describe('a deny that may be UNKNOWN', () => {
  const deny = { effect: 'deny' }

  test('is a warning that offers IS NOT NULL', () => {
    const found = check("- deny: ['PUT:/patient/{patientId}']\n  where: $body:age < 18\n")
    expect(brief(found)).toEqual(['warning deny-unknown 2:10 $body:age < 18'])
    expect(found[0]?.hint).toBe('to deny only where it has a value: `$body:age IS NOT NULL AND …`')
  })

  test.each([
    '$body:age IS NOT NULL AND $body:age < 18',
    '$body:age IS NULL OR $body:age < 18',
    '$body:age IS NOT NULL AND NOT ($body:age = 1 OR $body:age = 2)',
    "$path:patientId = 'p0'",
    "$context:time < '2030-01-31T08:00:00Z'",
    "$principal:type = 'apiKey'",
    '$principalTags:function IS NULL',
  ])('is not: %s', (where) => {
    expect(checkWhere(where, deny)).toEqual([])
  })

  test.each([
    '$body:age IS NULL AND $body:age < 18',
    '$body:age IS NOT NULL OR $body:age < 18',
    '$body:name IS NOT NULL AND $body:age < 18',
    'NOT ($body:age = 1)',
  ])('is one all the same: %s', (where) => {
    expect(checkWhere(where, deny).map((line) => line.split(' ')[1])).toEqual(['deny-unknown'])
  })

  test('is no matter in an allow', () => {
    expect(checkWhere('$body:age < 18')).toEqual([])
  })
})

test('several faults are reported in the order of the source', () => {
  const found = check(
    "- allow: ['GET:/nowhere']\n- deny: ['GET:/patient']\n- allow: ['PUT:/patient/{patientId}']\n  where: $body:x = 1\n",
    'role',
  )
  expect(found.map(({ code, span }) => [code, span.line])).toEqual([
    ['operation-unknown', 1],
    ['deny-misplaced', 2],
    ['field-unknown', 4],
  ])
})

test('without a schema, every selection of a graphQL policy is unknown', () => {
  const source = 'type: graphQL\npolicy:\n  - deny: { query: [cluster] }\n    where: $resourceTags:x = ?slot\n'
  expect(check(source, 'role').map(({ code }) => code)).toEqual([
    'deny-misplaced',
    'operation-unknown',
    'deny-unknown',
    'slot-outside-template',
  ])
})

test('L06 names that every object inherits are names like others', () => {
  expect(checkWhere("$body:constructor = 'x'")).toEqual(['error field-unknown 3:5 $body:constructor'])
  expect(checkWhere("$body:__proto__.x = 'x'")).toEqual(['error field-unknown 3:5 $body:__proto__.x'])
  expect(checkWhere("$principalTags:__proto__ = 'x'")).toEqual([])
})

describe('L05 a policy that would take long to check', () => {
  const ids = Array.from({ length: 500 }, (_, i) => `PUT:/thing${i}/{id}`)
  const wide = sketchService(Object.fromEntries(ids.map((id) => [id, { body: { name: 'string' } }])))
  const manyFields = (count: number) =>
    Array.from(
      { length: count },
      (_, i) => `  where: ${Array.from({ length: 150 }, (_, j) => `$body:x${i}y${j} = 1`).join(' AND ')}`,
    )

  test('is refused where wildcards and request values multiply beyond the limit', () => {
    const source = manyFields(3)
      .map((where) => `- allow: ['*']\n${where}\n`)
      .join('')
    const found = checkPolicy(read(source), { services: [wide], kind: 'role', source })
    expect(found.filter(({ severity }) => severity === 'error').map(({ code, span }) => [code, span.line])).toEqual([
      ['limit-exceeded', 6],
    ])
  })

  test('is refused with the first faults where nearly everything is one', () => {
    const source = manyFields(3)
      .map((where) => `- deny: ['*']\n${where}\n`)
      .join('')
    const found = checkPolicy(read(source), { services: [wide], kind: 'global', source })
    expect(found).toHaveLength(100)
    expect(found[0]).toMatchObject({ severity: 'error', code: 'field-unknown' })
  })
})
