import { casbin } from './casbin.ts'
import { caslPerRequest, caslPrebuilt } from './casl.ts'
import { cedar } from './cedar.ts'
import { decideAlone } from './decide.ts'
import type { Engine } from './engine.ts'
import { floor } from './floor.ts'
import { wardkit, wardkitInMemory } from './wardkit.ts'

/** Every engine that is asked the same questions. */
export const ENGINES: readonly Engine[] = [
  floor,
  wardkit,
  wardkitInMemory,
  decideAlone,
  caslPrebuilt,
  caslPerRequest,
  casbin,
  cedar,
]
