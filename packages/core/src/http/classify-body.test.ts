import { describe, expect, it } from 'vitest'
import type { Operation } from '../model/service.ts'
import { classifyBody } from './classify-body.ts'

function operationTaking(...mediaTypes: string[]): Operation {
  return {
    id: 'POST:/patient',
    service: 'ehr',
    method: 'POST',
    path: '/patient',
    segments: [{ literals: ['patient'], parameters: [] }],
    public: false,
    pathParameters: [],
    queryParameters: [],
    body: { mediaTypes, shape: null },
    resource: null,
    replaces: [],
  }
}

const json = operationTaking('application/json')
const parsed = { present: true, parsed: { value: { name: 'Ada' } } }
const asJson = (mediaType: string) => ({ ok: true, body: { status: 'json', value: { name: 'Ada' }, mediaType } })

describe('classifyBody', () => {
  it.each([
    'application/json',
    'Application/JSON',
    'application/json; charset=utf-8',
    'application/json;charset=UTF-8',
    'application/json; charset="utf-8"',
    'application/json ; version=1 ; charset=utf-8',
    'application/json;',
  ])('reads %s as JSON', (contentType) => {
    expect(classifyBody(json, [contentType], parsed)).toEqual(asJson('application/json'))
  })

  it('reads JSON under a declared suffix type or range', () => {
    const merge = 'application/merge-patch+json'
    expect(classifyBody(operationTaking(merge), [merge], parsed)).toEqual(asJson(merge))
    expect(classifyBody(operationTaking('application/*'), [merge], parsed)).toEqual(asJson(merge))
    expect(classifyBody(operationTaking('*/*'), ['text/json'], parsed)).toEqual(asJson('text/json'))
  })

  it('hands on the very object that was parsed', () => {
    const value = { name: 'Ada' }
    const read = classifyBody(json, ['application/json'], { present: true, parsed: { value } })
    expect(read.ok && read.body.status === 'json' && read.body.value).toBe(value)
  })

  it.each([
    ['JSON in text/plain', ['text/plain']],
    ['JSON in a utf-16 charset', ['application/json; charset=utf-16']],
    ['JSON in a utf-7 charset', ['application/json; charset="utf-7"']],
    ['multipart', ['multipart/form-data; boundary=x']],
    ['no Content-Type', []],
    ['a media type of another subtype', ['application/jsonp']],
  ])('B02 refuses %s as unsupported', (_case, contentTypes) => {
    expect(classifyBody(json, contentTypes, parsed)).toMatchObject({ ok: false, code: 'ERR_MEDIA_TYPE' })
  })

  it.each([
    ['two Content-Types', ['application/json', 'text/plain']],
    ['two equal Content-Types', ['application/json', 'application/json']],
    ['two in one header', ['application/json, text/plain']],
    ['an empty Content-Type', ['']],
    ['no subtype', ['application']],
    ['two charsets', ['application/json; charset=utf-8; charset=utf-16']],
    ['a charset that never ends', ['application/json; charset="utf-8']],
    ['text after the charset', ['application/json; charset=utf-8 utf-16']],
  ])('B02 refuses %s as malformed', (_case, contentTypes) => {
    expect(classifyBody(json, contentTypes, parsed)).toMatchObject({ ok: false, code: 'ERR_INVALID_INPUT' })
  })

  it('B02 knows nothing of a declared body that is not JSON, whatever a parser made of it', () => {
    const text = operationTaking('text/plain', 'application/json')
    expect(classifyBody(text, ['text/plain'], parsed)).toEqual({ ok: true, body: { status: 'other' } })
  })

  it('B01 calls JSON that no parser has read unavailable, never absent', () => {
    expect(classifyBody(json, ['application/json'], { present: true })).toEqual({
      ok: true,
      body: { status: 'unavailable' },
    })
  })

  it('calls a request without a body absent, whatever its Content-Type', () => {
    expect(classifyBody(json, ['application/json'], { present: false, parsed: { value: {} } })).toEqual({
      ok: true,
      body: { status: 'absent' },
    })
  })

  it('knows nothing of a body where the operation declares none', () => {
    const operation = { ...json, body: null }
    expect(classifyBody(operation, ['application/json'], parsed)).toEqual({ ok: true, body: { status: 'other' } })
  })
})
