// A plugin of size-limit, which comes without types: it takes it as it is.
declare module '@size-limit/file' {
  const plugin: () => unknown
  export default plugin
}
