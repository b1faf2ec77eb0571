import js from '@eslint/js'
import { defineConfig, globalIgnores } from 'eslint/config'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'
import { layers } from './eslint.layers.js'

export default defineConfig(
  globalIgnores([
    '**/dist/',
    '**/coverage/',
    '**/testdata/',
    'docs/reference/',
    '**/storybook-static/',
    'packages/react/src/client/admin-api.ts',
  ]),
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Marked as deprecated by the library only so that its use stands out.
      '@typescript-eslint/no-deprecated': [
        'error',
        { allow: [{ from: 'package', package: 'openid-client', name: 'allowInsecureRequests' }] },
      ],
      // Callers without types pass anything, and what a call changed behind its back the compiler still believes unchanged.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { destructuredArrayIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // Interfaces are asynchronous where some implementation must be; the others answer at once.
      '@typescript-eslint/require-await': 'off',
      // A `catch` of one's own that rethrows something typed `unknown` with its cause is the rule here.
      '@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true, allowRethrowing: true }],
      // Interfaces here are bags of functions, made by functions: none of them reads `this`.
      '@typescript-eslint/unbound-method': 'off',
      // The one way to add to a request of Express.
      '@typescript-eslint/no-namespace': ['error', { allowDeclarations: true }],
      // Code points are what POLICY.md counts, and spreading a string gives code points.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // A module of Nest is often nothing but its decorator.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // Options of Nest 12 are classes by their types, which nobody makes instances of.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      // NUL and other control characters are what much of this code is about.
      'no-control-regex': 'off',
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'a union of literals instead of an enum' },
      ],
    },
  },
  ...layers,
  { files: ['packages/react/**/*.{ts,tsx}'], ...reactHooks.configs.flat['recommended-latest'] },
  {
    files: ['{packages,internal,examples,bench}/**/*.{ts,tsx}'],
    // Storybook and Vitest read their configuration, and stories, from default exports.
    ignores: ['**/*.d.ts', '**/*.stories.tsx', '**/.storybook/*', '**/vite.config.ts', '**/vitest.config.ts'],
    rules: { 'import-x/no-default-export': 'error' },
  },
  {
    files: ['packages/*/src/**/*.{ts,tsx}'],
    // The default instance and the default sink of events talk to the console, where the application wants nothing else.
    ignores: ['**/*.test.ts', 'packages/core/src/*.ts', 'packages/core/src/http/events.ts'],
    rules: { 'no-console': 'error' },
  },
  {
    files: ['**/*.test.{ts,tsx}', '**/*.test-support.ts', 'internal/**/*.ts', 'packages/core/src/testing/**/*.ts'],
    rules: {
      // Tests read answers of unknown shape and say what they expect of them.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/only-throw-error': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly' } },
  },
)
