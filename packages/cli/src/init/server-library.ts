import { readFileSync } from 'node:fs'

/** An HTTP library that `init` writes a server for. */
export type ServerLibrary = 'express' | 'koa' | 'nest'

/** What a server needs of npm, its adapter last. */
export const SERVER_PACKAGES: Readonly<Record<ServerLibrary, readonly string[]>> = {
  express: ['express', '@wardkit/core', '@wardkit/express'],
  koa: ['koa', '@koa/bodyparser', '@wardkit/core', '@wardkit/koa'],
  nest: [
    ...['@nestjs/common', '@nestjs/core', '@nestjs/platform-express', 'reflect-metadata', 'rxjs'],
    ...['@wardkit/core', '@wardkit/nest'],
  ],
}

/** What it needs besides while it is developed. */
export const DEVELOPMENT_PACKAGES: Readonly<Record<ServerLibrary, readonly string[]>> = {
  express: ['wardkit'],
  koa: ['wardkit'],
  nest: ['wardkit', 'typescript', '@types/node'],
}

/** The project in the working directory, as its package.json tells. */
export interface Project {
  /** Nest where the project has it; Koa where it has that and not Express; else Express. */
  readonly library: ServerLibrary
  /** Whether the project has a package already. */
  has(name: string): boolean
}

/** Reads what the project here depends on. */
export function readProject(): Project {
  const installed = readDependencies()
  const has = (name: string): boolean => installed.has(name)
  return { library: has('@nestjs/core') ? 'nest' : has('koa') && !has('express') ? 'koa' : 'express', has }
}

function readDependencies(): ReadonlySet<string> {
  try {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
      string,
      Record<string, string> | undefined
    >
    return new Set([...Object.keys(dependencies), ...Object.keys(devDependencies)])
  } catch {
    // No package.json, or one that npm will complain of: then everything is installed.
    return new Set()
  }
}
