#!/usr/bin/env node

// Nothing is imported before the version is known: on a Node that is too old, what would be imported ends the process without a message.
const [major, minor] = process.versions.node.split('.').map(Number)

if (major > 22 || (major === 22 && minor >= 14)) {
  import('wardkit/main').then(async ({ main }) => {
    process.exitCode = await main(process.argv.slice(2))
  })
} else {
  console.error(`error: wardkit needs Node 22.14 or newer, and this is Node ${process.versions.node}`)
  console.error('  help: install a newer Node from https://nodejs.org, or try `npx -y -p node@24 -p wardkit wardkit`')
  process.exitCode = 1
}
