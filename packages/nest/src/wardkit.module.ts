import { Inject, Module, type DynamicModule, type OnModuleInit, type Provider } from '@nestjs/common'
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, HttpAdapterHost, ModulesContainer } from '@nestjs/core'
import { AuthorizeGuard } from './authorize.guard.ts'
import { createNestAuthorizer, type NestAuthorizer } from './nest-authorizer.ts'
import { ProblemInterceptor } from './problem.interceptor.ts'
import { refuseMessages } from './refuse-messages.ts'
import { RefusedFilter } from './refused.filter.ts'
import { IS_GLOBAL, MODULE_OPTIONS, NEST_AUTHORIZER } from './tokens.ts'
import type { WardkitModuleAsyncOptions, WardkitModuleOptions, WardkitModuleScope } from './wardkit-module-options.ts'

/**
 * Puts Wardkit before an application: every handler needs a policy that allows the operation it is, whatever else stands behind the routes of Nest is
 * decided by its URL, and Wardkit's own routes are mounted. Import it once, in the root module.
 *
 * @example
 * \@Module({ imports: [WardkitModule.forRoot({ wardkit })], controllers: [PatientController] })
 */
@Module({})
export class WardkitModule implements OnModuleInit {
  readonly #authorizer: NestAuthorizer
  readonly #isGlobal: boolean

  constructor(
    @Inject(NEST_AUTHORIZER) authorizer: NestAuthorizer,
    @Inject(IS_GLOBAL) isGlobal: boolean,
    @Inject(ModulesContainer) modules: ModulesContainer,
  ) {
    this.#authorizer = authorizer
    this.#isGlobal = isGlobal
    if (isGlobal) refuseMessages(modules)
  }

  /** @throws TypeError when the application is created, on an option that is unknown or wrong */
  static forRoot<Host>({
    global = true,
    ...options
  }: WardkitModuleOptions<Host> & WardkitModuleScope = {}): DynamicModule {
    return toModule(global, { provide: MODULE_OPTIONS, useValue: options })
  }

  /** The same with options that a factory makes of what it is injected with. */
  static forRootAsync<Host>({
    global = true,
    imports = [],
    inject = [],
    useFactory,
  }: WardkitModuleAsyncOptions<Host>): DynamicModule {
    return { ...toModule(global, { provide: MODULE_OPTIONS, inject: inject as never[], useFactory }), imports }
  }

  /** Nest calls this when it has registered its routes. */
  onModuleInit(): void {
    if (this.#isGlobal) this.#authorizer.guardOthers()
  }
}

function toModule(isGlobal: boolean, options: Provider): DynamicModule {
  const authorizer = {
    provide: NEST_AUTHORIZER,
    inject: [MODULE_OPTIONS, HttpAdapterHost],
    useFactory: (given: WardkitModuleOptions, { httpAdapter }: Partial<HttpAdapterHost>) =>
      createNestAuthorizer(given, httpAdapter),
  }
  return {
    module: WardkitModule,
    global: true,
    providers: [
      options,
      authorizer,
      { provide: IS_GLOBAL, useValue: isGlobal },
      AuthorizeGuard,
      { provide: APP_FILTER, useClass: RefusedFilter },
      { provide: APP_INTERCEPTOR, useClass: ProblemInterceptor },
      ...(isGlobal ? [{ provide: APP_GUARD, useExisting: AuthorizeGuard }] : []),
    ],
    exports: [AuthorizeGuard, NEST_AUTHORIZER],
  }
}
