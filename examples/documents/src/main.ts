import { startDocuments } from './start-documents.ts'

const { url } = await startDocuments({ database: 'sqlite:./documents.db', port: 3002 })
console.log(`documents at ${url}`)
