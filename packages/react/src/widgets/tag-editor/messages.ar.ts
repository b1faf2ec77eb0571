import type { Translation } from '../../messages/use-messages.ts'
import type { tagEditorMessages } from './messages.ts'

export const tagEditorArabic: Translation<typeof tagEditorMessages> = {
  title: 'الوسوم',
  description: 'تقارن الأدوار الوسوم لتقرر من يُسمح له بماذا.',
  add: 'إضافة وسم',
  none: 'لا توجد وسوم بعد.',
  key: 'المفتاح',
  keyPlaceholder: 'مثلًا: function',
  values: 'القيم',
  valuesPlaceholder: 'إضافة قيمة',
  removeTag: 'إزالة الوسم {key}',
  removedTag: 'سيُزال {key}',
  undoRemove: 'الاحتفاظ بالوسم {key}',
  keep: 'احتفاظ',
  locked: 'يديره النظام',
  left: '{count, plural, =0 {لا يمكن إضافة مزيد من الوسوم.} one {يمكنك إضافة وسم واحد آخر.} two {يمكنك إضافة وسمين آخرين.} few {يمكنك إضافة # وسوم أخرى.} many {يمكنك إضافة # وسمًا آخر.} other {يمكنك إضافة # وسم آخر.}}',
  valuesLeft:
    '{count, plural, =0 {لا مزيد من القيم} one {قيمة واحدة أخرى} two {قيمتان أخريان} few {# قيم أخرى} many {# قيمة أخرى} other {# قيمة أخرى}}',
  newTag: 'وسم جديد',
  save: 'حفظ الوسوم',
  saved: 'حُفظت الوسوم',
  discard: 'تجاهل التغييرات',
  unsaved: 'تغييرات غير محفوظة',
  keyMissing: 'أعطِ الوسم مفتاحًا.',
  keyTooLong: 'طول المفتاح 127 حرفًا على الأكثر.',
  keyReserved: 'المفاتيح التي تبدأ بـ «wardkit:» تخص النظام.',
  keyTwice: 'هذا المفتاح مكرر. لا فرق بين الأحرف الكبيرة والصغيرة.',
  textUnstorable: 'في هذا النص أحرف لا يمكن حفظها.',
  valuesMissing: 'أعطِ الوسم قيمة واحدة على الأقل.',
  valueTooLong: 'طول القيمة 255 حرفًا على الأكثر.',
  tooManyValues: 'للوسم 100 قيمة على الأكثر.',
}
