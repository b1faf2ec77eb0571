export { type Decision, type Question, type Reason } from './decision/decision.ts'
