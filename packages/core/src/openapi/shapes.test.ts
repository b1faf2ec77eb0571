import { describe, expect, it } from 'vitest'
import type { Service, Shape } from '../model/service.ts'
import { loadService } from './load-service.ts'

/** The shape of a body with this schema. */
async function shapeOf(
  schema: unknown,
  schemas: unknown = {},
  openapi = '3.1.0',
): Promise<{ shape: Shape; service: Service }> {
  // Through JSON text, so that `__proto__` is a key like any other.
  const document = JSON.parse(
    JSON.stringify({
      openapi,
      info: { title: 'Shapes', version: '1' },
      paths: {
        '/a': {
          post: {
            requestBody: { content: { 'application/json': { schema: '?' } } },
            responses: { 200: { description: 'ok' } },
          },
        },
      },
      components: { schemas: '??' },
    })
      .replace('"??"', typeof schemas === 'string' ? schemas : JSON.stringify(schemas))
      .replace('"?"', typeof schema === 'string' ? schema : JSON.stringify(schema)),
  ) as unknown
  const { service } = await loadService({ document })
  const shape = service.shapes[service.operations[0]?.body?.shape ?? -1]
  if (shape === undefined) throw new Error('the body has no shape')
  return { shape, service }
}

/** The fields a shape declares, its branches' included, each with the index of its shape. */
function fieldsOf(service: Service, shape: Shape): [string, number][] {
  const inBranches = shape.branches.flatMap((index) => fieldsOf(service, service.shapes[index] as Shape))
  return [...shape.properties.map(([name, index]): [string, number] => [name, index]), ...inBranches]
}

describe('shapes', () => {
  it('keep types, format, enum and nested fields', async () => {
    const { shape, service } = await shapeOf({
      type: 'object',
      properties: {
        when: { type: 'string', format: 'date-time' },
        kind: { enum: ['a', 1, null] },
        only: { const: true },
        mixed: { enum: ['a', {}] },
        list: { type: 'array', items: { type: 'integer' } },
      },
    })
    const field = (name: string) => service.shapes[new Map(shape.properties).get(name) ?? -1] as Shape
    expect(shape.types).toEqual(['object'])
    expect(field('when')).toMatchObject({ types: ['string'], format: 'date-time' })
    expect(field('kind').enum).toEqual(['a', 1, null])
    expect(field('only').enum).toEqual([true])
    expect(field('mixed')).not.toHaveProperty('enum')
    expect(service.shapes[field('list').items ?? -1]?.types).toEqual(['integer'])
  })

  it('read `nullable` of OpenAPI 3.0 and the type lists of 3.1 alike', async () => {
    const old = await shapeOf({ type: 'string', nullable: true }, {}, '3.0.3')
    const current = await shapeOf({ type: ['string', 'null'] })
    expect(old.shape.types).toEqual(['string', 'null'])
    expect(current.shape).toEqual(old.shape)
  })

  it('of schemas that contain themselves lead back to themselves', async () => {
    const { shape, service } = await shapeOf(
      { $ref: '#/components/schemas/Node' },
      {
        Node: {
          properties: {
            next: { $ref: '#/components/schemas/Node' },
            children: { type: 'array', items: { $ref: '#/components/schemas/Node' } },
          },
        },
      },
    )
    const fields = new Map(shape.properties)
    expect(service.shapes[fields.get('next') ?? -1]).toBe(shape)
    expect(service.shapes[service.shapes[fields.get('children') ?? -1]?.items ?? -1]).toBe(shape)
  })

  it('of a schema referred to twice are one', async () => {
    const { shape } = await shapeOf(
      { properties: { a: { $ref: '#/components/schemas/A' }, b: { $ref: '#/components/schemas/A' } } },
      { A: {} },
    )
    expect(shape.properties[0]?.[1]).toBe(shape.properties[1]?.[1])
  })

  it('hold the fields of every branch, and of what a reference stands beside', async () => {
    const { shape, service } = await shapeOf(
      {
        $ref: '#/components/schemas/Base',
        properties: { own: {} },
        oneOf: [{ properties: { cat: {} } }, { anyOf: [{ properties: { dog: {} } }] }],
        allOf: [{ properties: { all: {} } }],
      },
      { Base: { $ref: '#/components/schemas/Root', properties: { base: {} } }, Root: { properties: { root: {} } } },
    )
    expect(
      fieldsOf(service, shape)
        .map(([name]) => name)
        .toSorted(),
    ).toEqual(['all', 'base', 'cat', 'dog', 'own', 'root'])
  })

  it('tell explicit `additionalProperties` from none', async () => {
    const { shape, service } = await shapeOf({
      properties: {
        none: {},
        no: { additionalProperties: false },
        any: { additionalProperties: true },
        text: { additionalProperties: { type: 'string' } },
      },
    })
    const additional = shape.properties.map(([name, index]) => {
      const shapeIndex = service.shapes[index]?.additional ?? null
      return [name, shapeIndex === null ? null : service.shapes[shapeIndex]?.types]
    })
    expect(additional).toEqual([
      ['none', null],
      ['no', null],
      ['any', []],
      ['text', ['string']],
    ])
  })

  it('of lists take in the elements named one by one', async () => {
    const { shape, service } = await shapeOf({
      type: 'array',
      prefixItems: [{ properties: { a: {} } }],
      items: { properties: { b: {} } },
    })
    const items = service.shapes[shape.items ?? -1] as Shape
    expect(fieldsOf(service, items).map(([name]) => name)).toEqual(['b', 'a'])
  })

  it('B04 keep fields named like members of objects as data', async () => {
    const { shape, service } = await shapeOf(
      '{ "properties": { "__proto__": { "type": "string" }, "constructor": { "type": "integer" }, "$ref": { "type": "boolean" }, "default": { "$ref": "#/components/schemas/__proto__" } } }',
      '{ "__proto__": { "type": "null" } }',
    )
    expect(shape.properties.map(([name, index]) => [name, service.shapes[index]?.types])).toEqual([
      ['__proto__', ['string']],
      ['constructor', ['integer']],
      ['$ref', ['boolean']],
      ['default', ['null']],
    ])
    expect(JSON.parse(JSON.stringify(service))).toEqual(service)
  })
})
