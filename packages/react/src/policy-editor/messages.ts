import { defineMessages } from '../messages/use-messages.ts'

export const policyEditorMessages = defineMessages('policyEditor', {
  typeTag: 'tag',
  typeText: 'text',
  typeNumber: 'number',
  typeBoolean: 'yes or no',
  typeTime: 'time',
  typeAny: 'value',
  ofPrincipal: 'of the user',
  ofResource: 'of the resource',
  ofRequest: 'of the request',
  ofContext: 'of the moment',
  noProblems: 'No problems',
  atLine: 'Line {line}, column {column}',
})
