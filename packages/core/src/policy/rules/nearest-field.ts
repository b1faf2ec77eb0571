import type { Operation, Service } from '../../model/service.ts'
import { findNearest } from '../../util/nearest.ts'
import { resolveRequestVariable, type RequestVariable } from '../condition/request-path.ts'

/** The path of the declared request field that is most like an undeclared one, or undefined where none is like it. */
export function findNearestField(
  variable: RequestVariable,
  operation: Operation,
  service: Service,
): readonly string[] | undefined {
  const isDeclared = (path: readonly string[]) =>
    resolveRequestVariable({ ...variable, path }, operation, service) !== 'no-such-field'
  const wrong = variable.path.findIndex((_, i) => !isDeclared(variable.path.slice(0, i + 1)))
  const name = variable.path[wrong]
  if (name === undefined) return undefined
  const before = variable.path.slice(0, wrong)
  const names = new Set([
    ...operation.pathParameters.map((parameter) => parameter.name),
    ...operation.queryParameters.map((parameter) => parameter.name),
    ...service.shapes.flatMap((shape) => shape.properties.map(([property]) => property)),
  ])
  const nearest = findNearest(
    name,
    [...names].filter((each) => isDeclared([...before, each])),
  )
  return nearest === undefined ? undefined : [...before, nearest, ...variable.path.slice(wrong + 1)]
}
