import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand } from '../run-command.ts'
import { findCodeBlocks } from '../code-blocks.ts'

/** How users' projects resolve modules. `preserve` is what a bundler's project says. */
const PROJECTS = {
  node16: { module: 'node16', moduleResolution: 'node16' },
  bundler: { module: 'preserve', moduleResolution: 'bundler' },
}

/** Dependencies' own declarations are their business; an error in ours, or in what uses them, is a fault. */
const OURS = /^(?!node_modules\/)|^node_modules\/(@wardkit|wardkit)\//

/**
 * Type-checks programs that use the packages, as a strict project of a user's would, the packages' declarations included.
 *
 * @param folder where the packages and TypeScript are installed
 */
export async function findTypeFaults(folder: string, deadline: AbortSignal): Promise<readonly string[]> {
  const faults: string[] = []
  for (const [name, resolution] of Object.entries(PROJECTS)) {
    mkdirSync(join(folder, name), { recursive: true })
    const [server] = findCodeBlocks('ts')
    writeFileSync(join(folder, name, 'server.mts'), server?.text ?? '')
    writeFileSync(join(folder, name, 'entries.mts'), importsOfEveryEntry(folder))
    const compilerOptions = {
      ...resolution,
      target: 'es2023',
      lib: ['es2024'],
      types: ['node'],
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      noEmit: true,
    }
    writeFileSync(join(folder, name, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['.'] }))
    const { output } = await runCommand('node', ['node_modules/typescript/bin/tsc', '-p', name, '--pretty', 'false'], {
      cwd: folder,
      deadline,
    })
    const errors = output.split('\n').filter((line) => line.includes('error TS'))
    faults.push(...errors.filter((line) => OURS.test(line)).map((line) => `moduleResolution ${name}: ${line}`))
  }
  return faults
}

/** A program that imports everything that packages without a peer of their own export. */
function importsOfEveryEntry(folder: string): string {
  return ['core', 'express']
    .flatMap((name) => {
      const { exports } = JSON.parse(
        readFileSync(join(folder, `node_modules/@wardkit/${name}/package.json`), 'utf8'),
      ) as { readonly exports: Readonly<Record<string, unknown>> }
      return Object.keys(exports)
        .filter((entry) => !entry.endsWith('.json') && entry !== './testing')
        .map((entry) => `@wardkit/${name}${entry.slice(1)}`)
    })
    .map((entry, index) => `import * as entry${index} from '${entry}'\nexport { entry${index} }`)
    .join('\n')
}
