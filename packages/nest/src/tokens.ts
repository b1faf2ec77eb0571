/** What the module was given. */
export const MODULE_OPTIONS = Symbol('wardkit module options')

/** What decides for the application. */
export const NEST_AUTHORIZER = Symbol('wardkit authorizer')

/** Whether every handler is guarded. */
export const IS_GLOBAL = Symbol('wardkit is global')
