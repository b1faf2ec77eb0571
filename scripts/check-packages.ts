import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findSizeFaults, kilobytes, measureBundles } from './packed/bundle-sizes.ts'
import { findContentFaults } from './packed/content-faults.ts'
import { packPackages } from './packed/pack-packages.ts'

// Packs every public package as it would be published and judges the contents and what widgets weigh, and lets publint and attw judge the rest. Expects a
// finished build.

const directory = mkdtempSync(join(tmpdir(), 'wardkit-packages-'))
try {
  for (const { name, tarball, folder } of packPackages(directory)) {
    const faults = findContentFaults(folder)
    if (faults.length > 0) throw new Error(`${name} would be published with faults:\n  ${faults.join('\n  ')}`)
    execFileSync('publint', ['run', tarball, '--strict'], { stdio: 'inherit' })
    // A style sheet has no types.
    const options = ['--profile', 'esm-only', '--exclude-entrypoints', 'styles.css', '--format', 'ascii', '--no-emoji']
    execFileSync('attw', [tarball, ...options], { stdio: 'inherit' })
    if (name === '@wardkit/react') await checkSizes(folder)
  }
} catch (error) {
  // What a tool found it has printed itself.
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  rmSync(directory, { recursive: true })
}

/** @throws Error where a widget weighs more than a page should take */
async function checkSizes(folder: string): Promise<void> {
  const sizes = await measureBundles(folder)
  for (const { widget, firstBytes, furtherBytes } of sizes) {
    console.log(
      `${widget}: ${kilobytes(firstBytes)} as the first of a page, ${kilobytes(furtherBytes)} as a further one`,
    )
  }
  const faults = findSizeFaults(sizes)
  if (sizes.length === 0) throw new Error('no widgets were found to weigh')
  if (faults.length > 0) throw new Error(`widgets are too heavy:\n  ${faults.join('\n  ')}`)
}
