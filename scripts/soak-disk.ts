// Makes real disks fail under a store: `pnpm soak:disk`. Needs Linux, the right to mount (root), and strace (`apt-get install strace`).
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSqliteAccessLog } from '../packages/core/src/store/sqlite/access-log.ts'
import { aLine, logOptions } from '../packages/core/src/store/sqlite/access-log.test-support.ts'
import { createSqliteStore } from '../packages/core/src/store/sqlite/index.ts'
import { contentsOf, writeNumber } from '../packages/core/src/store/sqlite/numbered-write.test-support.ts'
import { createMemoryStore } from '../packages/core/src/store/memory/index.ts'

/** As `--write <file> <count>`, this script is the process whose flushes fail: it tells of each write, answered or refused. */
const [task, file = '', count = ''] = process.argv.slice(2)
if (task === '--write') await writeUntilRefused(file, Number(count))
else await checkAll()

async function writeUntilRefused(file: string, count: number): Promise<void> {
  const store = await createSqliteStore({ file })
  for (let n = (await store.currentRevision()) + 1; n <= count; n++) {
    const answer = await writeNumber(store, n).then(String, (error: unknown) => `${codeOf(error)} at ${n}`)
    process.stdout.write(`${answer}\n`)
    if (answer !== String(n)) break
  }
  process.kill(process.pid, 'SIGKILL')
}

async function checkAll(): Promise<void> {
  if (spawnSync('strace', ['-V']).status !== 0) fail('there is no strace: apt-get install strace')
  const directory = mkdtempSync(join(tmpdir(), 'wardkit-disk-'))
  try {
    await checkFailingFlush(directory)
    await checkFullDisk(directory)
    await checkFullLog(directory)
  } finally {
    rmSync(directory, { recursive: true })
  }
}

/** Every flush from some moment on fails: what was answered before is there after a restart, and the retry ends in the same state. */
async function checkFailingFlush(directory: string): Promise<void> {
  const file = join(directory, 'flush.db')
  const started = await createSqliteStore({ file })
  for (let n = 1; n <= 4; n++) await writeNumber(started, n)
  await started.close()
  const child = ['node', '--conditions=@wardkit/source', import.meta.filename, '--write', file, '20']
  const inject = ['-f', '-qq', '-o', '/dev/null', '-e', 'trace=fsync,fdatasync']
  const strace = spawn('strace', [...inject, '-e', 'inject=fsync,fdatasync:error=EIO:when=6+', ...child])
  let told = ''
  strace.stdout.on('data', (text: Buffer) => (told += text.toString()))
  await new Promise((resolve) => strace.on('close', resolve))
  const lines = told.trim().split('\n')
  const acknowledged = lines.filter((line) => /^\d+$/.test(line)).map(Number)
  const last = acknowledged.at(-1) ?? 4
  if (!lines.at(-1)?.startsWith('ERR_STORE_UNAVAILABLE')) fail(`a flush that fails was answered: ${lines.join(', ')}`)
  const store = await createSqliteStore({ file })
  const revision = await store.currentRevision()
  if (revision !== last && revision !== last + 1) fail(`${last} was acknowledged, and the store is at ${revision}`)
  if (revision === last) await writeNumber(store, last + 1)
  const model = createMemoryStore()
  for (let n = 1; n <= last + 1; n++) await writeNumber(model, n)
  if ((await contentsOf(store)) !== (await contentsOf(model))) fail('the contents differ')
  await store.close()
  console.log(`a flush that fails: ${last} acknowledged, ${lines.at(-1)}, ${revision} after a restart, whole`)
}

/** A disk of one megabyte: it fills, refuses, is given room and goes on, and at last turns read-only. */
async function checkFullDisk(directory: string): Promise<void> {
  const disk = join(directory, 'disk')
  mkdirSync(disk)
  mount('-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk)
  try {
    const file = join(disk, 'full.db')
    const store = await createSqliteStore({ file })
    const model = createMemoryStore()
    let refusal = ''
    for (let n = 1; refusal === ''; n++) {
      refusal = await writeNumber(store, n).then(() => '', codeOf)
      if (refusal === '') await writeNumber(model, n)
    }
    const last = await model.currentRevision()
    if (refusal !== 'ERR_STORE_FULL') fail(`a full disk is answered with ${refusal}`)
    if ((await contentsOf(store)) !== (await contentsOf(model))) fail('a refused write left something')
    mount('-o', 'remount,size=8m', disk)
    for (let n = last + 1; n <= last + 3; n++) {
      await writeNumber(store, n)
      await writeNumber(model, n)
    }
    if ((await contentsOf(store)) !== (await contentsOf(model))) fail('the contents differ after room was made')
    await store.close()
    console.log(`a full disk: ${refusal} after ${last} writes, all of them there, and on when there was room`)
    mount('-o', 'remount,ro', disk)
    const readOnly = await createSqliteStore({ file }).then(() => 'opened', codeOf)
    if (readOnly !== 'ERR_CONFIGURATION') fail(`a read-only disk is answered with ${readOnly}`)
    console.log(`a read-only disk: ${readOnly}`)
  } finally {
    spawnSync('umount', [disk])
  }
}

/** The access log on a disk of one megabyte: a batch is refused whole, and written when there is room. */
async function checkFullLog(directory: string): Promise<void> {
  const disk = join(directory, 'log')
  mkdirSync(disk)
  mount('-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk)
  try {
    const log = await createSqliteAccessLog(logOptions(join(disk, 'access.db')))
    const batch: readonly string[] = Array.from({ length: 100 }, () => aLine())
    let written = 0
    let refusal = ''
    while (refusal === '') {
      refusal = await log.append(batch).then(() => '', codeOf)
      if (refusal === '') written += batch.length
    }
    if (refusal !== 'ERR_STORE_FULL') fail(`a full disk is answered by the access log with ${refusal}`)
    mount('-o', 'remount,size=8m', disk)
    await log.append(batch)
    const verdict = await log.verify()
    if (!verdict.ok || verdict.records !== written + batch.length) fail(`the log is ${JSON.stringify(verdict)}`)
    await log.close()
    console.log(
      `a full disk under the access log: ${refusal} after ${written} records, all of them there, and on when there was room`,
    )
  } finally {
    spawnSync('umount', [disk])
  }
}

function mount(...parameters: readonly string[]): void {
  const { status, stderr } = spawnSync('mount', parameters)
  if (status !== 0) fail(`cannot mount a disk: ${stderr.toString().trim()}`)
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}

function fail(message: string): never {
  throw new Error(message)
}
