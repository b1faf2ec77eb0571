import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** Builds the pages into web/dist, where the gateway finds them. */
export async function buildPages(): Promise<void> {
  await build({ configFile: fileURLToPath(new URL('../web/vite.config.ts', import.meta.url)), logLevel: 'warn' })
}
