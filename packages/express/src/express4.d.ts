/** Express 4 under its second name, in tests only: for them its types are those of Express 5. */
declare module 'express4' {
  import express from 'express'
  export default express
}
