import type { Translation } from '../messages/use-messages.ts'
import type { policyEditorMessages } from './messages.ts'

export const policyEditorArabic: Translation<typeof policyEditorMessages> = {
  typeTag: 'وسم',
  typeText: 'نص',
  typeNumber: 'عدد',
  typeBoolean: 'نعم أو لا',
  typeTime: 'وقت',
  typeAny: 'قيمة',
  ofPrincipal: 'للمستخدم',
  ofResource: 'للمورد',
  ofRequest: 'للطلب',
  ofContext: 'للحظة',
  noProblems: 'لا أخطاء',
  atLine: 'السطر {line}، العمود {column}',
}
