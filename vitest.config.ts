import { defineConfig } from 'vitest/config'

const conditions = ['@wardkit/source', 'node', 'module']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['{packages,internal,examples}/*/src/**/*.test.ts', '{bench,scripts}/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
})
