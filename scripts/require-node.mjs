// Every root script starts here: pnpm runs a script even when its install failed, and better-sqlite3 crashes an older Node.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 14)) {
  console.error(
    `Wardkit's workspace needs Node 22.14 or newer and this is ${process.version}. ` +
      'Its own pinned Node is missing: run `npx -y pnpm@12 install` and look at what failed.',
  )
  process.exit(1)
}
