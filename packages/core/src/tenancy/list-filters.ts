import { decide } from '../decision/decide.ts'
import { testRows, type RowsQuestion } from '../decision/test-rows.ts'
import { WardkitError } from '../errors/index.ts'
import { bindLink, type BoundLink } from '../decision/bound-link.ts'
import { createListFilter, type ListedRow, type ListFilter } from '../filter/list-filter.ts'
import { renderRows } from '../filter/render-rows.ts'
import { checkMapping, type CheckedMapping, type RowMapping } from '../filter/row-mapping.ts'
import type { SqlFragment } from '../filter/sql-fragment.ts'
import type { Link, LinkPrincipal } from '../model/link.ts'
import type { Principal } from '../model/principal.ts'
import type { RequestValues } from '../model/request-values.ts'
import type { ResourceLookup, ResourceRef } from '../model/resource.ts'
import type { Operation, ResourceLocator } from '../model/service.ts'
import type { ResourceInput } from '../policy/compiled.ts'
import { obstaclesIn, type Obstacle, type RowTest } from '../policy/rows/row-test.ts'
import type { RowFacts } from '../policy/rows/row-scope.ts'
import { assertKnownOptions } from '../util/known-options.ts'
import { findNearest } from '../util/nearest.ts'
import { mayBeLinked, subjectsOf } from './link-lookups.ts'
import { isOwnName, toRequest, withId, type ListedRequest } from './listed-request.ts'
import { toResource, type LoadedResource, type ResourceLookups } from './resource-lookups.ts'
import type { Snapshot, Snapshots } from './snapshot.ts'

/** What a list filter is made of. */
export interface ListFilterOptions {
  /** How a row of the application's table is a resource of the operation. */
  readonly rows: RowMapping
  /** The values that every row's request would carry, where policies read them. */
  readonly request?: ListedRequest
  /** Decide at this revision of the store or later. */
  readonly atLeast?: number
}

/** Makes list filters from a tenant's current policies. */
export interface ListFilters {
  /**
   * @param operation its id, such as `GET:/patient/{patientId}`
   * @throws WardkitError `ERR_NOT_FILTERABLE` where the policies cannot be told from rows; and as `decide` does
   * @throws TypeError for an unknown operation, or a mapping that is not sound
   */
  filter(principal: Principal, operation: string, options: ListFilterOptions): Promise<ListFilter>
}

export interface ListFiltersInput {
  readonly snapshots: Snapshots
  readonly lookups: ResourceLookups
  /** The links that a tenant made to one principal, a page of them by id. */
  readonly listLinksTo: (tenant: string, principal: LinkPrincipal, page: LinkPage) => Promise<readonly Link[]>
  readonly operations: readonly Operation[]
  /** Types of resources that the application loads itself. */
  readonly loadedTypes: { has(type: string): boolean }
  /** Milliseconds since 1970. */
  readonly now: () => number
}

export interface LinkPage {
  readonly after?: string
  readonly limit: number
}

/** How many values a filter may bind: what every SQLite takes. */
const MOST_VALUES = 30_000
/** How many links to one principal a filter may hold. */
const MOST_LINKS = 10_000
const LINKS_PER_PAGE = 1_000

/** Puts snapshots, mappings and the test of rows together. */
export function createListFilters({
  snapshots,
  lookups,
  listLinksTo,
  operations,
  loadedTypes,
  now,
}: ListFiltersInput): ListFilters {
  async function parameterResources(
    snapshot: Snapshot,
    { pathParameters }: Operation,
    { path }: RequestValues,
  ): Promise<readonly ResourceInput[]> {
    return Promise.all(
      pathParameters.map(async ({ resourceType: type }, i) => {
        const id = path[i]
        if (type === null || id === undefined || id === null) return NOT_NAMED
        const ref: ResourceRef = { type, id }
        return { ref, lookup: await lookups.find(snapshot, ref) }
      }),
    )
  }

  /** Every link of the tenant that may allow the principal the operation, a page at a time. */
  async function findLinks(
    snapshot: Snapshot,
    principal: Principal,
    operation: Operation,
  ): Promise<readonly BoundLink[]> {
    if (!mayBeLinked(snapshot, operation)) return []
    const found: BoundLink[] = []
    for (const subject of subjectsOf(principal)) {
      for (let after: string | undefined, isLast = false; !isLast;) {
        const from = after === undefined ? {} : { after }
        const page = await listLinksTo(snapshot.tenant, subject, { ...from, limit: LINKS_PER_PAGE })
        const bound = page.flatMap((link) => bindLink(link, snapshot.policies.templates.get(link.template)) ?? [])
        for (const link of bound) if (link.policy.statementsFor(operation).length > 0) found.push(link)
        if (found.length > MOST_LINKS) throw tooMany(operation, 'links', MOST_LINKS)
        isLast = page.length < LINKS_PER_PAGE
        after = page.at(-1)?.id
      }
    }
    return found
  }

  return {
    async filter(principal, name, options) {
      assertKnownOptions('`filter`', options, ['rows', 'request', 'atLeast'])
      const operation = findOperation(operations, name)
      const locator = locatorOf(operation)
      const mapping = checkMapping(options.rows)
      assertAgrees(mapping, locator, loadedTypes.has(locator.type))
      const request = toRequest(options.request ?? {}, operation, locator)
      const snapshot = await snapshots.find(principal.tenant, options.atLeast)
      if (snapshot?.status !== 'active') return allowNothing(mapping, snapshot?.revision ?? snapshots.revision)

      const { policies, revision } = snapshot
      const common = {
        ...{ principal, operation, request, now: now() },
        parameterResources: await parameterResources(snapshot, operation, request),
      }
      const links = await findLinks(snapshot, principal, operation)
      const known = testRows(policies, { ...common, links, facts: factsOf(mapping) })
      const unknown = testRows(policies, { ...common, links, facts: UNKNOWN_FACTS })
      const tests = { known, unknown, tenant: principal.tenant, type: locator.type }
      assertNoObstacle(mapping.facts.from === 'columns' ? [known] : [known, unknown], operation)
      const fragment = renderRows(tests, mapping)
      assertBindable(fragment, operation)
      return createListFilter({
        dialect: mapping.dialect,
        fragment,
        revision,
        isEmpty: isNever(known) && (mapping.facts.from === 'columns' || isNever(unknown)),
        matches: (row) => row.tenant === principal.tenant && allows(snapshot, { ...common, links }, locator, row),
      })
    },
  }
}

const NOT_NAMED: ResourceInput = { ref: null, lookup: { status: 'unknown' } }
const UNKNOWN_FACTS: RowFacts = { resource: 'unknown', owner: false, tags: new Set() }

function findOperation(operations: readonly Operation[], name: string): Operation {
  const operation = operations.find(({ id }) => id === name)
  if (operation !== undefined) return operation
  const ids = operations.map(({ id }) => id)
  const nearest = findNearest(name, ids)
  const advice = nearest === undefined ? '' : `: did you mean \`${nearest}\`?`
  throw new TypeError(`no service declares the operation \`${name}\`${advice}`)
}

function locatorOf({ id, resource, pathParameters }: Operation): ResourceLocator {
  if (resource === null) {
    throw new TypeError(
      `\`${id}\` is about no resource: name the operation on one row, such as \`GET:/patient/{patientId}\``,
    )
  }
  if (resource.typePath !== undefined) {
    throw new TypeError(`\`${id}\` is about resources of any type, and rows are of one`)
  }
  const parameter = resource.from === 'path' ? pathParameters.find(({ name }) => name === resource.path[0]) : undefined
  // A decision would also ask whose the other resource is, of each row.
  if (parameter !== undefined && parameter.resourceType !== null && parameter.resourceType !== resource.type) {
    throw new TypeError(
      `\`${id}\`: \`{${parameter.name}}\` names a \`${parameter.resourceType}\` by its place and a \`${resource.type}\` by \`x-wardkit-resource\`, and rows are of one type`,
    )
  }
  return resource
}

/** A filter that asked other facts than a decision does would list other rows. */
function assertAgrees({ facts }: CheckedMapping, { type }: ResourceLocator, isLoaded: boolean): void {
  if (isLoaded && facts.from === 'registered') {
    throw new TypeError(
      `\`rows.registered\`: decisions about a \`${type}\` ask the application's loader: map the columns that it reads`,
    )
  }
  if (!isLoaded && facts.from === 'columns') {
    throw new TypeError(
      `decisions about a \`${type}\` ask what is registered: map \`rows.registered\`, or give \`createWardkit\` a loader in \`resources\``,
    )
  }
}

function factsOf({ facts }: CheckedMapping): RowFacts {
  if (facts.from === 'registered') return { resource: 'known', owner: true, tags: 'any' }
  return {
    resource: 'known',
    owner: facts.owner !== null,
    tags: 'texts' in facts.tags ? 'any' : new Set(facts.tags.keys()),
  }
}

function assertNoObstacle(tests: readonly RowTest[], { id }: Operation): void {
  const obstacles = tests.flatMap(obstaclesIn)
  const [first] = obstacles
  if (first === undefined) return
  const needs = [...new Set(obstacles.flatMap((obstacle) => obstacle.needs))]
  throw new WardkitError('ERR_NOT_FILTERABLE', `\`${id}\` cannot be filtered: ${describeObstacle(first)}`, {
    help:
      needs.length > 0
        ? `give the filter ${needs.map((name) => `\`${name}\``).join(', ')} in \`request\``
        : 'decide row by row, or write the condition otherwise',
  })
}

function describeObstacle({ statement, clause, needs }: Obstacle): string {
  if (needs.length > 0) return `${statement} depends on values of the request: ${clause}`
  return `${statement} compares what SQL cannot compare as Wardkit does: ${clause}`
}

function assertBindable({ values }: SqlFragment, operation: Operation): void {
  if (values.length > MOST_VALUES) throw tooMany(operation, 'values', MOST_VALUES)
}

function tooMany({ id }: Operation, what: 'links' | 'values', most: number): WardkitError {
  return new WardkitError(
    'ERR_NOT_FILTERABLE',
    `\`${id}\` cannot be filtered: rows are compared with more than ${most} ${what}`,
    { help: 'decide row by row, or hold fewer roles' },
  )
}

function isNever(test: RowTest): boolean {
  return test.kind === 'constant' && !test.value
}

/** There is no such tenant, or it is suspended. */
function allowNothing({ dialect }: CheckedMapping, revision: number): ListFilter {
  const fragment: SqlFragment = { texts: ['(1 = 0)'], values: [] }
  return createListFilter({ dialect, fragment, revision, isEmpty: true, matches: () => false })
}

/** Asks about one row as a request would. */
function allows(
  { policies, revision }: Snapshot,
  { principal, operation, request, parameterResources, links, now }: Omit<RowsQuestion, 'facts'>,
  locator: ResourceLocator,
  { id, ...loaded }: ListedRow,
): boolean {
  const ref = { type: locator.type, id }
  const resource: ResourceInput = { ref, lookup: lookUp(ref, loaded) }
  const question = {
    ...{ principal, operation, resource, now },
    ...(links === undefined ? {} : { links: { status: 'known', links } as const }),
    request: withId(request, operation, locator, id),
    parameterResources: parameterResources.map((given, i) =>
      isOwnName(operation.pathParameters[i]?.name ?? '', locator) ? resource : given,
    ),
  }
  return decide(policies, revision, question).allowed
}

/** What a decision would have learned of the row: a loader that tells what no resource has is one that failed. */
function lookUp(ref: ResourceRef, loaded: LoadedResource): ResourceLookup {
  try {
    return { status: 'known', resource: toResource(ref, loaded) }
  } catch (cause) {
    return { status: 'unavailable', cause }
  }
}
