import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// As Node resolves, and from source: Vite's own `module` is for bundlers, and what packages keep there Node cannot always load.
const conditions = ['@wardkit/source', 'node']

/** The same sources with Nest 11, whose packages `internal/nest11` brings. */
const nest11 = fileURLToPath(new URL('internal/nest11/node_modules/@nestjs/', import.meta.url))

// Workers, and the processes that tests start from source, compile what others have compiled before only once: half the time of a command's start.
process.env['NODE_COMPILE_CACHE'] ??= fileURLToPath(new URL('node_modules/.cache/node-compile', import.meta.url))

export default defineConfig({
  // The main file of `graphql` is called `index`, which is index.js to Node: with another copy of it no schema would be one.
  resolve: { conditions, extensions: ['.js', '.mjs', '.ts', '.tsx', '.json'] },
  ssr: { resolve: { conditions } },
  test: {
    // Of two cores Vitest would leave one idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 20_000,
    hookTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'wardkit',
          include: ['{packages,internal,examples}/*/src/**/*.test.{ts,tsx}', '{bench,scripts}/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['examples/*/e2e/**/*.e2e.test.ts'],
          globalSetup: ['examples/ehr/e2e/build-pages.global-setup.ts'],
          // One browser at a time: each has as many processes as windows.
          fileParallelism: false,
        },
      },
      {
        extends: true,
        resolve: { alias: [{ find: /^@nestjs\//, replacement: nest11 }] },
        test: {
          name: 'Nest 11',
          include: ['packages/nest/src/**/*.test.ts'],
          // The GraphQL module of this workspace is for Nest 12.
          exclude: ['packages/nest/src/graphql.test.ts'],
          env: { NEST: '11' },
        },
      },
      'packages/react/vitest.config.ts',
      'packages/react/browser/vitest.config.ts',
    ],
  },
})
