import { describe, expect, it } from 'vitest'
import { parseRoutePath, type RouteTemplate } from './route-template.ts'

/** A template as a document would write it. */
function print(template: RouteTemplate): string {
  return `/${template.map(({ literals, parameters }) => literals.map((text, index) => text + (parameters[index] === undefined ? '' : `{${parameters[index]}}`)).join('')).join('/')}`
}

describe('parseRoutePath', () => {
  it.each([
    ['/', ['/']],
    ['/users', ['/users']],
    ['/users/', ['/users']],
    ['/users/:id', ['/users/{id}']],
    ['/users/:id/keys/:key_2', ['/users/{id}/keys/{key_2}']],
    ['/files/:name.json', ['/files/{name}.json']],
    ['/range/:from-:to', ['/range/{from}-{to}']],
    ['/users/:id(\\d+)', ['/users/{id}']],
    ['/users/:id?', ['/users', '/users/{id}']],
    ['/users{/:id}', ['/users', '/users/{id}']],
    ['/a{/:b{/:c}}', ['/a', '/a/{b}', '/a/{b}/{c}']],
    ['/file{.:ext}', ['/file', '/file.{ext}']],
    ['/:"quoted name"', ['/{quoted name}']],
    ['/plus\\+sign', ['/plus+sign']],
  ])('reads %s as every path it stands for', (path, templates) => {
    expect(parseRoutePath(path)?.map(print)).toEqual(templates)
  })

  it.each([
    '*',
    '/files/*',
    '/files/*rest',
    '/(.*)',
    '/:id+',
    '/:id*',
    '/ab?cd',
    '/ab+cd',
    '/a(bc)?',
    '/{',
    '/}',
    '/:',
    '/a\\',
    `/${'{a}'.repeat(5)}`,
  ])('answers undefined for %s, which no document could describe', (path) => {
    expect(parseRoutePath(path)).toBeUndefined()
  })
})
