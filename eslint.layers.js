import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript'
import { importX } from 'eslint-plugin-import-x'
import { parser } from 'typescript-eslint'

const CORE = 'packages/core/src'

/** What each folder of core may import besides itself. Files directly under src put the parts together and may import everything. */
export const CORE_LAYERS = {
  util: ['errors'],
  errors: ['util'],
  model: ['util', 'errors'],
  policy: ['util', 'errors', 'model'],
  decision: ['util', 'errors', 'model', 'policy'],
  openapi: ['util', 'errors', 'model'],
  graphql: ['util', 'errors', 'model', 'openapi'],
  filter: ['util', 'errors', 'model', 'policy', 'decision'],
  tenancy: ['util', 'errors', 'model', 'policy', 'decision', 'filter', 'openapi'],
  identity: ['util', 'errors', 'model', 'policy', 'decision', 'openapi', 'tenancy'],
  sso: ['util', 'errors', 'model', 'policy', 'decision', 'openapi', 'tenancy', 'identity'],
  telemetry: ['util', 'errors', 'model', 'policy', 'decision', 'tenancy'],
  audit: ['util', 'errors', 'model', 'policy', 'decision', 'openapi', 'tenancy', 'identity'],
  review: ['util', 'errors', 'model', 'policy', 'decision', 'openapi', 'tenancy', 'identity', 'audit'],
  store: ['util', 'errors', 'model', 'policy', 'decision', 'openapi', 'tenancy', 'identity', 'audit'],
  http: ['util', 'errors', 'model', 'policy', 'decision', 'tenancy', 'identity', 'sso', 'openapi', 'graphql', 'audit'],
  testing: [
    'util',
    'errors',
    'model',
    'policy',
    'decision',
    'tenancy',
    'identity',
    'openapi',
    'audit',
    'store',
    'http',
  ],
}

/** Folders that decide: they take time, ids and randomness as arguments and run unchanged in a browser. */
export const PURE_FOLDERS = ['model', 'policy', 'decision']

const TESTS = ['**/*.test.{ts,tsx}', '**/*.test-support.ts', '**/testdata/**', `${CORE}/*/testing/**`]

const coreZones = Object.entries(CORE_LAYERS).map(([folder, left]) => ({
  target: `${CORE}/${folder}`,
  from: CORE,
  except: [folder, ...left],
  message: `${folder} may import only ${[folder, ...left].join(', ')}`,
}))

const CHECKER = [`${CORE}/policy/check-*.ts`, `${CORE}/policy/rules/**/*.ts`]
const COMPILER = [`${CORE}/policy/**/compile-*.ts`]
const NEVER_EACH_OTHER = 'the checker and the compiler both read the AST and never each other'

const ADAPTERS = ['packages/aws-lambda', 'packages/express', 'packages/koa', 'packages/nest']

const zones = [
  ...coreZones,
  { target: CHECKER, from: COMPILER, message: NEVER_EACH_OTHER },
  { target: COMPILER, from: CHECKER, message: NEVER_EACH_OTHER },
  { target: 'packages', from: 'examples', message: 'a published package stands alone' },
  { target: 'packages', from: 'internal', message: 'a published package stands alone' },
  { target: 'packages/core', from: ADAPTERS, message: 'core knows no adapter' },
  {
    target: ['packages/core', ...ADAPTERS],
    from: 'packages/cli',
    message: 'no library needs the command line',
  },
]

const IMPURE_GLOBALS = [
  ...['performance', 'process', 'Buffer', 'crypto', 'fetch', 'console', 'globalThis'],
  ...['queueMicrotask', 'setTimeout', 'setInterval', 'setImmediate'],
]

const NOTHING_STORED = 'nothing of Wardkit’s stays in a browser, where any script of the page reads it'

const NOT_PURE = 'this folder decides: take time, ids and randomness as arguments, and do no I/O'

/**
 * The order of the layers: which folder may import which, and what a pure folder may not reach for.
 *
 * @type {import("eslint").Linter.Config[]}
 */
export const layers = [
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parser },
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [
        createTypeScriptImportResolver({
          alwaysTryTypes: true,
          conditionNames: ['@wardkit/source', 'types', 'import', 'node', 'default'],
          project: [
            'packages/*/tsconfig.json',
            'internal/*/tsconfig.json',
            'examples/*/tsconfig.json',
            'bench/tsconfig.json',
          ],
          noWarnOnMultipleProjects: true,
        }),
      ],
    },
    rules: { 'import-x/no-cycle': 'error' },
  },
  {
    files: ['packages/**/*.{ts,tsx}'],
    ignores: TESTS,
    rules: { 'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }] },
  },
  {
    files: PURE_FOLDERS.map((folder) => `${CORE}/${folder}/**/*.ts`),
    ignores: TESTS,
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ group: ['node:*'], message: NOT_PURE }] }],
      'no-restricted-globals': ['error', ...IMPURE_GLOBALS.map((name) => ({ name, message: NOT_PURE }))],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: NOT_PURE },
        { object: 'Math', property: 'random', message: NOT_PURE },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: NOT_PURE },
        { selector: "CallExpression[callee.name='Date']", message: NOT_PURE },
        { selector: 'TSEnumDeclaration', message: 'a union of literals instead of an enum' },
        { selector: 'ImportExpression[source.value=/^node:/]', message: NOT_PURE },
      ],
    },
  },
  {
    files: ['packages/react/src/**/*.{ts,tsx}'],
    ignores: TESTS,
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['@wardkit/*', '!@wardkit/core', '@wardkit/core/*', '!@wardkit/core/policy'],
              message: 'what runs in a browser takes types of core and its policy language, and nothing else',
              allowTypeImports: true,
            },
            { regex: '^@wardkit/core$', message: 'take types alone', allowTypeImports: true },
            { group: ['node:*'], message: 'this runs in a browser' },
          ],
        },
      ],
      'no-restricted-properties': [
        'error',
        ...['localStorage', 'sessionStorage'].flatMap((property) =>
          ['window', 'globalThis', 'self'].map((object) => ({ object, property, message: NOTHING_STORED })),
        ),
      ],
      'no-restricted-globals': [
        'error',
        ...['localStorage', 'sessionStorage'].map((name) => ({ name, message: NOTHING_STORED })),
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'a union of literals instead of an enum' },
        {
          selector: "JSXAttribute[name.name='dangerouslySetInnerHTML'], Property[key.name='dangerouslySetInnerHTML']",
          message: 'what people wrote stays text',
        },
      ],
    },
  },
  {
    files: [`${CORE}/{identity,http,audit,sso}/**/*.ts`, `${CORE}/*.ts`],
    // INVARIANT: what configures something is written by the administration, together with its record in the audit log.
    ignores: [...TESTS, `${CORE}/identity/administration.ts`, `${CORE}/identity/upkeep.ts`],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'a union of literals instead of an enum' },
        {
          selector: "MemberExpression[object.name='store'][property.name='write']",
          message: 'write through `administration`, or `upkeep` for what configures nothing',
        },
      ],
    },
  },
]
