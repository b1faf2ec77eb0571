// A second process on the same database: `hold` takes the write lock until it is killed, `write` commits a revision.
import Database from 'better-sqlite3'

const [, , task, file] = process.argv
const database = new Database(file)
database.exec('BEGIN IMMEDIATE')
if (task === 'hold') {
  setInterval(() => undefined, 1000)
} else {
  database.exec("UPDATE store SET revision = revision + 1; UPDATE tenants SET name = 'renamed'; COMMIT")
}
process.stdout.write('done\n')
