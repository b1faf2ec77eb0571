/** The instance of Wardkit that guards the service, for controllers that share and list. */
export const WARDKIT = Symbol('wardkit')
