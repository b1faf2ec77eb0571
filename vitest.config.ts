import { defineConfig } from 'vitest/config'

// As Node resolves, and from source: Vite's own `module` is for bundlers, and what packages keep there Node cannot always load.
const conditions = ['@wardkit/source', 'node']

export default defineConfig({
  // The main file of `graphql` is called `index`, which is index.js to Node: with another copy of it no schema would be one.
  resolve: { conditions, extensions: ['.js', '.mjs', '.ts', '.tsx', '.json'] },
  ssr: { resolve: { conditions } },
  test: {
    include: ['{packages,internal,examples}/*/src/**/*.test.ts', '{bench,scripts}/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
})
