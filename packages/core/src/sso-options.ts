import { resolveTxt } from 'node:dns/promises'
import { WardkitError } from './errors/index.ts'
import type { ResolveTxt } from './sso/domains.ts'
import type { ResolveHost } from './sso/safe-fetch.ts'
import { assertKnownOptions } from './util/known-options.ts'

/** How single sign-on reaches the world. */
export interface SsoOptions {
  /** Lets connections name a provider on this very machine, over http too. For development: refused in production. */
  readonly allowLoopback?: boolean
  /** Looks TXT records up, to verify domains; by default the system's resolver. */
  readonly resolveTxt?: ResolveTxt
  /** Looks up the addresses of providers; by default the system's resolver. What it answers is checked all the same. */
  readonly resolveHost?: ResolveHost
  /** The path that `wardkitRoutes()` is mounted at, where it is not `/wardkit`: redirect URIs are made from it. */
  readonly basePath?: string
}

export interface SsoSettings {
  readonly allowLoopback: boolean
  readonly resolveTxt: ResolveTxt
  readonly resolveHost: ResolveHost | undefined
  /** Of Wardkit's own routes, public. */
  readonly baseUrl: string
}

/** @throws TypeError; WardkitError `ERR_CONFIGURATION` for a setting of development in production */
export function readSsoOptions(
  options: SsoOptions,
  { url, production }: { readonly url: string; readonly production: boolean },
): SsoSettings {
  const known = ['allowLoopback', 'resolveTxt', 'resolveHost', 'basePath']
  assertKnownOptions('`sso` of createWardkit()', options, known)
  const { allowLoopback = false, basePath = '/wardkit' } = options
  if (typeof allowLoopback !== 'boolean') {
    throw new TypeError('`sso.allowLoopback` of createWardkit() must be true or false')
  }
  if (!/^(\/[\w.~-]+)+$/.test(basePath)) {
    throw new TypeError("`sso.basePath` of createWardkit() must be a path such as '/wardkit'")
  }
  if (allowLoopback && production) {
    throw new WardkitError(
      'ERR_CONFIGURATION',
      '`sso.allowLoopback` would let tenants reach this machine’s own ports',
      {
        help: 'leave it out in production',
      },
    )
  }
  return {
    allowLoopback,
    resolveTxt: options.resolveTxt ?? resolveTxt,
    resolveHost: options.resolveHost,
    baseUrl: url + basePath,
  }
}
