/** Older Koa and routers under second names, and a parser without types, in tests only: for them the types are those of the newest. */
declare module 'koa2' {
  import Koa from 'koa'
  export default Koa
}

declare module 'koa-router12' {
  import Router from '@koa/router'
  export default Router
}

declare module 'koa-router13' {
  import Router from '@koa/router'
  export default Router
}

declare module 'koa-bodyparser' {
  import type { Middleware } from 'koa'
  export default function bodyParser(options?: object): Middleware
}
