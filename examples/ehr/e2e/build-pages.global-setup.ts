import { buildPages } from '../src/build-pages.ts'

/** Once for all files of the run: the pages under test are the built ones. */
export async function setup(): Promise<void> {
  await buildPages()
}
