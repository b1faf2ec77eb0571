import file from '@size-limit/file'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'
import measure from 'size-limit'

/** What a page loads for a widget, gzipped. */
export interface BundleSize {
  readonly widget: string
  /** The provider and this widget, with everything but React. */
  readonly firstBytes: number
  /** What this widget adds to a page that has the lightest of the others, with which it shares the least. */
  readonly furtherBytes: number
}

/** The most that the first widget of a page may weigh. */
export const FIRST_LIMIT = 60_000
/** The most that each further one may add. */
export const FURTHER_LIMIT = 20_000

/** Exports that are no widgets. */
const OTHERS = /^\.$|\/(?:locales|testing)(?:\/|$)|\.(?:css|json)$/

/** Parts for the page's own forms and toolbars. They are weighed as the widgets are, and no page has them as its first. */
const PARTS = new Set(['InviteUsers', 'ShareDialog', 'TagInput'])

/** What a widget shows as soon as it is there comes with it, though it is loaded by itself. */
const SHOWN_AT_ONCE: Readonly<Record<string, readonly string[]>> = { TenantConsole: ['UserTable', 'UserInvites'] }

/**
 * Measures every widget of a package as it would be published. What a widget loads when it is needed is not counted: the page is there without it.
 *
 * @param modules where the package's dependencies are
 */
export async function measureBundles(folder: string, modules = REACT_MODULES): Promise<readonly BundleSize[]> {
  const widgets = findWidgets(folder)
  const names = [...widgets.keys()]
  const weigh = (pages: readonly (readonly string[])[]) => weighPages(folder, modules, widgets, pages)
  const firsts = await weigh(names.map((name) => [name]))
  const firstOf = new Map(names.map((name, index) => [name, firsts[index] ?? 0]))
  const [lightest = '', next = ''] = names
    .filter((name) => !PARTS.has(name))
    .sort((a, b) => (firstOf.get(a) ?? 0) - (firstOf.get(b) ?? 0))
  const beside = (name: string): string => (name === lightest ? next : lightest)
  const both = await weigh(names.map((name) => [beside(name), name]))
  return names
    .map((widget, index) => ({
      widget,
      firstBytes: firstOf.get(widget) ?? 0,
      furtherBytes: (both[index] ?? 0) - (firstOf.get(beside(widget)) ?? 0),
    }))
    .sort((a, b) => b.firstBytes - a.firstBytes)
}

/** What is too large, in words. */
export function findSizeFaults(sizes: readonly BundleSize[]): readonly string[] {
  return sizes.flatMap(({ widget, firstBytes, furtherBytes }) => [
    ...(firstBytes > FIRST_LIMIT
      ? [`a page with ${widget} alone weighs ${kilobytes(firstBytes)}, of ${kilobytes(FIRST_LIMIT)}`]
      : []),
    ...(furtherBytes > FURTHER_LIMIT
      ? [`${widget} adds ${kilobytes(furtherBytes)} to a page, of ${kilobytes(FURTHER_LIMIT)}`]
      : []),
  ])
}

export function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`
}

/** The unpacked tarball has no dependencies beside it: those of the workspace are the same. */
const REACT_MODULES = fileURLToPath(new URL('../../packages/react/node_modules', import.meta.url))

/** Where each widget is exported from. */
function findWidgets(folder: string): ReadonlyMap<string, string> {
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly exports: Readonly<Record<string, string | { readonly default: string }>>
  }
  const files = Object.entries(exports).flatMap(([name, entry]) =>
    OTHERS.test(name) || typeof entry === 'string' ? [] : [join(folder, entry.default)],
  )
  return new Map(files.flatMap((path) => componentsOf(path).map((name) => [name, path] as const)))
}

/** The components that an index exports again. */
function componentsOf(path: string): readonly string[] {
  return [...readFileSync(path, 'utf8').matchAll(/export \{([^}]*)\}/g)]
    .flatMap(([, names = '']) => names.split(','))
    .map((name) => name.trim())
    .filter((name) => /^[A-Z][a-z]/.test(name))
}

/** Weighs pages, each with the provider and some widgets. All are bundled in one go: read anew for each, the icons alone would take minutes. */
async function weighPages(
  folder: string,
  modules: string,
  widgets: ReadonlyMap<string, string>,
  pages: readonly (readonly string[])[],
): Promise<readonly number[]> {
  const entries = pages.map((names, index) => {
    const shown = new Set(names.flatMap((name) => [name, ...(SHOWN_AT_ONCE[name] ?? [])]))
    const lines = [...shown].map((name) => `export { ${name} } from '${widgets.get(name) ?? ''}'`)
    const page = join(folder, 'pages', `${String(index)}.js`)
    mkdirSync(dirname(page), { recursive: true })
    writeFileSync(page, ["export { WardkitProvider } from '../dist/index.js'", ...lines].join('\n'))
    return page
  })
  const outdir = join(folder, 'bundles')
  await build({
    entryPoints: entries,
    outdir,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    external: ['react', 'react-dom', 'react/jsx-runtime'],
    define: { 'process.env.NODE_ENV': '"production"' },
    nodePaths: [modules],
    plugins: [leaveOutLazy],
    logLevel: 'error',
  })
  const checks = entries.map((_, index) => ({ files: [join(outdir, `${String(index)}.js`)], gzip: true }))
  const sizes = (await measure([file], { checks })) as readonly { readonly size: number }[]
  return sizes.map(({ size }) => size)
}

/** What is imported when it is needed stays out of the bundle. */
const leaveOutLazy: Plugin = {
  name: 'leave-out-lazy',
  setup({ onResolve }) {
    onResolve({ filter: /./ }, ({ path, kind }) => (kind === 'dynamic-import' ? { path, external: true } : undefined))
  },
}
