import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { WardkitError } from '../errors/index.ts'
import { loadService } from './load-service.ts'

const folders: string[] = []

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

/** Writes files and answers the path of the first. */
async function write(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'wardkit-openapi-'))
  folders.push(folder)
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, 'api', name)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text)
  }
  return join(folder, 'api', Object.keys(files)[0] ?? '')
}

async function refusal(
  files: Readonly<Record<string, string>>,
): Promise<Pick<WardkitError, 'code' | 'message' | 'help'>> {
  const file = await write(files)
  try {
    await loadService({ file })
  } catch (error) {
    const { code, message, help } = error as WardkitError
    return { code, message: message.replaceAll(dirname(file), '…'), help }
  }
  throw new Error('nothing was refused')
}

const HEAD = `openapi: 3.1.0
info: { title: Files, version: '1' }
`
const bodyOf = (reference: string) => `${HEAD}paths:
  /patient:
    post:
      requestBody:
        content:
          application/json:
            schema: { $ref: '${reference}' }
      responses: { '200': { description: ok } }
`

describe('loadDocument', () => {
  it('reads YAML and JSON', async () => {
    const yaml = await write({
      'openapi.yaml': `${HEAD}paths: { /a: { get: { responses: { 200: { description: ok } } } } }`,
    })
    const json = await write({
      'openapi.json': JSON.stringify({
        openapi: '3.0.3',
        info: { title: 'Files', version: '1' },
        paths: { '/a': { get: { responses: { 200: { description: 'ok' } } } } },
      }),
    })
    expect((await loadService({ file: json })).service).toEqual((await loadService({ file: yaml })).service)
  })

  it('follows references between the files of its folder, in circles too', async () => {
    const file = await write({
      'openapi.yaml': `${HEAD}paths:
  /patient/{id}: { $ref: './paths/patient.yaml' }
components:
  schemas:
    Name: { type: string, format: name }
`,
      'paths/patient.yaml': `parameters:
  - $ref: '../parameters.json#/id'
put:
  requestBody:
    content:
      application/json:
        schema: { $ref: '../schemas/my%20patient.yaml#/definitions/Patient' }
  responses: { '200': { description: ok } }
`,
      'parameters.json': '{ "id": { "name": "id", "in": "path", "required": true, "schema": { "type": "integer" } } }',
      'schemas/my patient.yaml': `definitions:
  Patient:
    properties:
      name: { $ref: '../openapi.yaml#/components/schemas/Name' }
      mother: { $ref: '#/definitions/Patient' }
`,
    })
    const { operations, shapes } = (await loadService({ file })).service
    expect(operations.map(({ id }) => id)).toEqual(['PUT:/patient/{id}'])
    expect(shapes[operations[0]?.pathParameters[0]?.shape ?? -1]?.types).toEqual(['integer'])
    const body = operations[0]?.body?.shape ?? -1
    const fields = new Map(shapes[body]?.properties)
    expect(shapes[fields.get('name') ?? -1]?.format).toBe('name')
    expect(fields.get('mother')).toBe(body)
  })

  it('reads aliases as what they stand for', async () => {
    const file = await write({
      'openapi.yaml': `${HEAD}paths:
  /a: &item { get: { responses: { '200': { description: ok } } } }
  /b: *item
`,
    })
    expect((await loadService({ file })).service.operations.map(({ id }) => id)).toEqual(['GET:/a', 'GET:/b'])
  })

  it('passes over references in examples', async () => {
    const file = await write({
      'openapi.yaml': `${HEAD}paths:
  /a:
    get:
      responses: { '200': { description: ok, content: { application/json: { example: { $ref: 'http://example.com' } } } } }
`,
    })
    expect((await loadService({ file })).service.operations).toHaveLength(1)
  })

  it('names a file that is not there', async () => {
    await expect(loadService({ file: 'nowhere/openapi.yaml' })).rejects.toMatchObject({
      code: 'ERR_CONFIGURATION',
      message: '`nowhere/openapi.yaml`: there is no such file',
    })
  })

  it('names line and column of what it cannot read', async () => {
    expect(await refusal({ 'openapi.yaml': `${HEAD}paths:\n  /a: [\n` })).toMatchObject({
      code: 'ERR_SERVICE_DOCUMENT',
      message: expect.stringContaining('`…/openapi.yaml`, line 5, column') as string,
    })
    expect(await refusal({ 'openapi.json': '{ "openapi": "3.1.0", }x' })).toMatchObject({
      code: 'ERR_SERVICE_DOCUMENT',
      message: expect.stringContaining('line 1') as string,
    })
  })

  it('refuses a repeated key, which would hide an operation', async () => {
    const file = `${HEAD}paths:
  /a: { get: { responses: { 200: { description: ok } } } }
  /a: { get: { security: [], responses: { 200: { description: ok } } } }
`
    expect(await refusal({ 'openapi.yaml': file })).toEqual({
      code: 'ERR_SERVICE_DOCUMENT',
      message: '`…/openapi.yaml`, line 5, column 3: Map keys must be unique',
      help: 'correct the YAML or JSON there',
    })
  })

  it('refuses aliases that multiply beyond measure', async () => {
    const levels = Array.from({ length: 9 }, (_, level) => {
      const item = level === 0 ? '1' : `*a${level - 1}`
      return `  a${level}: &a${level} [${Array.from({ length: 9 }, () => item).join(', ')}]\n`
    })
    expect(await refusal({ 'openapi.yaml': `${HEAD}x-laughs:\n${levels.join('')}` })).toMatchObject({
      code: 'ERR_SERVICE_DOCUMENT',
      message: expect.stringContaining('alias') as string,
    })
  })

  it('names line and pointer of a fault', async () => {
    expect(await refusal({ 'openapi.yaml': bodyOf('#/components/schemas/Patient') })).toEqual({
      code: 'ERR_SERVICE_DOCUMENT',
      message:
        '`…/openapi.yaml`, line 9, at `#/paths/~1patient/post/requestBody/content/application~1json/schema`: `#/components/schemas/Patient` leads to nothing',
      help: 'declare it, or correct the `$ref`',
    })
  })

  it('names the file of a fault in another file', async () => {
    const files = {
      'openapi.yaml': bodyOf('./patient.yaml#/Patient'),
      'patient.yaml': '# A patient\nPatient:\n  type: person\n',
    }
    expect((await refusal(files)).message).toBe(
      '`…/patient.yaml`, line 3, at `#/Patient/type`: `"person"` is no type of JSON',
    )
  })

  it.each([
    ['http://example.com/patient.yaml', 'nothing is fetched'],
    ['//example.com/patient.yaml', 'nothing is fetched'],
    ['file:///etc/hostname', 'nothing is fetched'],
    ['./missing.yaml', 'there is no file'],
    ['/etc/hostname', 'outside the folder'],
    ['../../../../../../../etc/hostname', 'outside the folder'],
    ['./%zz.yaml', 'no path'],
  ])('refuses a reference to %s', async (reference, message) => {
    const error = await refusal({ 'openapi.yaml': bodyOf(reference) })
    expect(error.code).toBe('ERR_SERVICE_DOCUMENT')
    expect(error.message).toContain(message)
    expect(error.message).toContain('line 9')
    expect(error.help).toBeTypeOf('string')
  })

  it('refuses a reference that a symbolic link leads out of its folder', async () => {
    const file = await write({ 'openapi.yaml': bodyOf('./link.yaml'), '../outside.yaml': 'type: string' })
    await symlink('../outside.yaml', join(dirname(file), 'link.yaml'))
    await expect(loadService({ file })).rejects.toThrow('outside the folder')
  })
})
