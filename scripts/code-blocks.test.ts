import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadOwnService } from '../packages/core/src/http/api/own-service.ts'
import type { Service } from '../packages/core/src/model/service.ts'
import { loadGraphQLService } from '../packages/core/src/graphql/load-graphql-service.ts'
import { loadService } from '../packages/core/src/openapi/load-service.ts'
import { checkPolicy } from '../packages/core/src/policy/check-policy.ts'
import { formatDiagnostic } from '../packages/core/src/policy/format-diagnostic.ts'
import { printPolicy } from '../packages/core/src/policy/print/print-policy.ts'
import { readPolicy } from '../packages/core/src/policy/read/read-policy.ts'
import { findCodeBlocks, type CodeBlock } from './code-blocks.ts'

const example = fileURLToPath(new URL('../examples/ehr/', import.meta.url))
const nestExample = fileURLToPath(new URL('../examples/documents/', import.meta.url))
const graphql = fileURLToPath(new URL('../packages/graphql/', import.meta.url))
const react = fileURLToPath(new URL('../packages/react/', import.meta.url))
const nest = fileURLToPath(new URL('../packages/nest/', import.meta.url))
const documents = ['patient', 'diagnostic'].map((service) => `${example}${service}.openapi.yaml`)

describe('policies in the guides', () => {
  let services: readonly Service[]
  beforeAll(async () => {
    const loaded = await Promise.all(documents.map((file) => loadService({ file })))
    const [schema] = findCodeBlocks('graphql')
    const clinic = await loadGraphQLService({
      schema: schema?.text ?? '',
      resources: { 'query:patient': 'patient', 'mutation:updatePatient': 'patient' },
    })
    services = [...[...loaded, clinic].map(({ service }) => service), await loadOwnService()]
  })

  it.each(findCodeBlocks('yaml').filter(isPolicy))('$place has no error', ({ text }) => {
    const { policy, diagnostics } = readPolicy(text)
    expect(diagnostics.map((diagnostic) => formatDiagnostic(text, diagnostic))).toEqual([])
    const isGuardrail = policy!.statements.some(({ effect }) => effect === 'deny')
    const kind = policy!.template !== undefined ? 'template' : isGuardrail ? 'guardrail' : 'role'
    const errors = checkPolicy(policy!, { services, kind, source: text }).filter(({ severity }) => severity === 'error')
    expect(errors.map((diagnostic) => formatDiagnostic(text, diagnostic))).toEqual([])
    expect(readPolicy(printPolicy(policy!)).diagnostics).toEqual([])
  })
})

describe('cases in the guides', () => {
  it.each(findCodeBlocks('yaml').filter((block) => !isPolicy(block)))('$place pass on the example', ({ text }) => {
    const folder = mkdtempSync(join(tmpdir(), 'wardkit-cases-'))
    try {
      writeFileSync(join(folder, 'guide.cases.yaml'), text)
      const words = [
        'policy',
        'test',
        folder,
        '--policies',
        `${example}policies`,
        ...documents.flatMap((file) => ['--openapi', file]),
      ]
      const binary = fileURLToPath(new URL('../packages/cli/bin/wardkit.js', import.meta.url))
      const { status, stdout } = spawnSync(process.execPath, ['--conditions=@wardkit/source', binary, ...words], {
        encoding: 'utf8',
      })
      expect([status, stdout]).toEqual([0, expect.stringContaining(' 0 failed')])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

/** Other YAML in the guides are cases for `wardkit policy test`. */
function isPolicy({ text }: CodeBlock): boolean {
  return !/^cases:/m.test(text)
}

describe('TypeScript in the README and the guides', () => {
  const blocks = [...findCodeBlocks('ts'), ...findCodeBlocks('tsx')].map((block, index) => ({
    ...block,
    file: `${homeOf(block)}src/block-${index}.${block.language}`,
  }))
  const sources = new Map([
    ...blocks.map(({ file, text }) => [file, text] as const),
    // As every bundler has it.
    [`${react}src/block-styles.d.ts`, "declare module '*.css'"],
  ])
  let program: ts.Program

  // The blocks are compiled as if they stood in an example, where every package they import is installed.
  beforeAll(() => {
    const { options } = ts.parseJsonConfigFileContent(
      ts.readConfigFile(`${example}tsconfig.json`, ts.sys.readFile).config,
      ts.sys,
      example,
    )
    const compilerOptions = {
      ...options,
      composite: false,
      noEmit: true,
      noUnusedLocals: false,
      experimentalDecorators: true,
      jsx: ts.JsxEmit.ReactJSX,
      lib: ['lib.es2024.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
      rootDir: fileURLToPath(new URL('..', import.meta.url)),
    }
    const host = ts.createCompilerHost(compilerOptions)
    const { fileExists, readFile, getSourceFile } = host
    host.fileExists = (file) => sources.has(file) || fileExists(file)
    host.readFile = (file) => sources.get(file) ?? readFile(file)
    host.getSourceFile = (file, language, ...rest) => {
      const text = sources.get(file)
      return text === undefined ? getSourceFile(file, language, ...rest) : ts.createSourceFile(file, text, language)
    }
    program = ts.createProgram([...sources.keys()], compilerOptions, host)
  }, 60_000)

  it.each(blocks)('$place compiles', ({ file }) => {
    const problems = ts.getPreEmitDiagnostics(program, program.getSourceFile(file))
    expect(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([])
  })
})

/** The example that a page's blocks are compiled in. */
function homeOf({ place, language, text }: CodeBlock): string {
  if (language === 'tsx') return react
  if (text.includes("'@nestjs/graphql'")) return nest
  if (place.startsWith('docs/guides/graphql.md')) return graphql
  return place.startsWith('docs/guides/nest.md') ? nestExample : example
}
