import { describe, expect, it } from 'vitest'
import { loadService } from '../openapi/load-service.ts'
import { createOperationIndex } from '../openapi/operation-index.ts'
import type { Engine } from './engine.ts'
import { matchDeclared, type HandlerDeclaration } from './handler-declaration.ts'

const parameters = [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }]
const responses = { 200: { description: 'done' } }
const document = {
  openapi: '3.1.0',
  info: { title: 'Clinic', version: '1' },
  paths: {
    '/patient/{id}': { get: { parameters, responses } },
    '/health': { get: { security: [], responses } },
  },
}

async function match(declaration: HandlerDeclaration, ...segments: string[]): Promise<unknown> {
  const { service } = await loadService({ document })
  const { find } = createOperationIndex([service])
  const engine = { services: [service], findOperation: find } as unknown as Engine
  const found = matchDeclared(engine, declaration, 'GET', segments)
  return typeof found === 'string' ? found : { id: found.operation.id, path: found.path }
}

describe('matchDeclared()', () => {
  it('takes the operation that a handler names, and its values by name, whatever the URL', async () => {
    const declaration = { kind: 'operation', id: 'GET:/patient/{id}', params: { other: 'x', id: '7' } } as const
    expect(await match(declaration, 'elsewhere')).toEqual({ id: 'GET:/patient/{id}', path: ['7'] })
  })

  it.each([
    ['names what no document declares', { kind: 'operation', id: 'GET:/nowhere', params: {} }],
    ['lacks a parameter', { kind: 'operation', id: 'GET:/patient/{id}', params: {} }],
    ['has several values for one', { kind: 'operation', id: 'GET:/patient/{id}', params: { id: ['7', '8'] } }],
    ['has an empty value', { kind: 'operation', id: 'GET:/patient/{id}', params: { id: '' } }],
    [
      'inherits the value',
      { kind: 'operation', id: 'GET:/patient/{id}', params: Object.create({ id: '7' }) as object },
    ],
  ] as const)('is contradicted where the handler %s', async (_name, declaration) => {
    expect(await match(declaration as HandlerDeclaration, 'patient', '7')).toBe('contradicted')
  })

  it('opens a path that no document has, and takes no policy away from one that needs it', async () => {
    expect(await match({ kind: 'public' }, 'status')).toBe('open')
    expect(await match({ kind: 'public' }, 'health')).toEqual({ id: 'GET:/health', path: [] })
    expect(await match({ kind: 'public' }, 'patient', '7')).toBe('contradicted')
  })
})
