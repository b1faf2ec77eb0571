import type { JsonType, Shape, ShapeIndex } from './service.ts'

/** A shape and all its branches, at any depth. */
export function withBranches(shapes: readonly Shape[], start: ShapeIndex): readonly Shape[] {
  const seen = new Set([start])
  // A set iterates over what is added to it on the way.
  for (const index of seen) for (const branch of shapes[index]?.branches ?? []) seen.add(branch)
  return [...seen].flatMap((index) => shapes[index] ?? [])
}

/** Every type that a shape and its branches name; empty where they name none. */
export function typesOf(shapes: readonly Shape[], start: ShapeIndex): ReadonlySet<JsonType> {
  return new Set(withBranches(shapes, start).flatMap((shape) => shape.types))
}
