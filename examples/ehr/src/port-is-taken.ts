/** What to tell somebody who starts the demo where one of its ports is another program's. */
export function portIsTaken(port: number): string {
  return `port ${port} is taken: name another first one, for example \`PORT=${port + 10} npx -y pnpm@12 demo\``
}
