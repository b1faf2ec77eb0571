import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../model/json.ts'
import { NO_QUERY, type RequestValues } from '../../model/request-values.ts'
import { operationOf, sketchService } from '../testing/sketch-service.test-support.ts'
import { ANY, FALSE, TRUE, UNKNOWN } from '../truth.ts'
import { compileSelectionList } from './selection-list.ts'

const operation = operationOf(sketchService({ 'GET:/any': {} }), 'GET:/any')

function asking(selection: JsonObject | null | undefined): RequestValues {
  const request: RequestValues = { path: [], query: NO_QUERY, body: { status: 'json', value: {} } }
  return selection === undefined ? request : { ...request, selection }
}

const paths = [['name'], ['nodes', 'name']]
const allow = compileSelectionList(paths, 'allow')
const deny = compileSelectionList(paths, 'deny')

describe('dotted paths', () => {
  test.each([
    ['one of them', { name: null }, TRUE, TRUE],
    ['all of them', { name: null, nodes: { name: null } }, TRUE, TRUE],
    ['what is beneath one', { name: { first: null } }, TRUE, TRUE],
    ['something beside', { name: null, secret: null }, FALSE, TRUE],
    ['something beside, beneath', { nodes: { secret: null } }, FALSE, FALSE],
    ['nothing of them', { secret: null }, FALSE, FALSE],
    ['a field on the way, whole', { nodes: null }, FALSE, TRUE],
    ['only the type of what they lead through', { __typename: null, nodes: { __typename: null } }, TRUE, FALSE],
    ['the type of something else', { secret: { __typename: null } }, FALSE, FALSE],
    ['nothing at all', {}, FALSE, TRUE],
  ])('with a selection of %s', (_name, selection, covered, touched) => {
    expect(allow.covers(asking(selection), operation)).toBe(covered)
    expect(deny.touches(asking(selection), operation)).toBe(touched)
  })

  test('depend on a selection that is open, and fail closed where there is none', () => {
    expect([allow.covers(asking(null), operation), deny.touches(asking(null), operation)]).toEqual([ANY, ANY])
    expect([allow.covers(asking(undefined), operation), deny.touches(asking(undefined), operation)]).toEqual([
      FALSE,
      UNKNOWN,
    ])
  })

  test('tell what they do not cover', () => {
    expect(allow.uncovered(asking({ name: null, nodes: { id: null, ip: null } }), operation)).toEqual([
      'nodes.id',
      'nodes.ip',
    ])
  })
})
