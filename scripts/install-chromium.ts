import { ensureChromium } from './chromium.ts'

// Finds the browser of the browser suites, or installs it, and says which it is.

try {
  console.log(await ensureChromium())
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
