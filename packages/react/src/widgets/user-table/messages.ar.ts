import type { Translation } from '../../messages/use-messages.ts'
import type { userTableMessages } from './messages.ts'

export const userTableArabic: Translation<typeof userTableMessages> = {
  title: 'المستخدمون',
  description: 'من في مؤسستك، وما يُسمح لهم به.',
  searchPlaceholder: 'البحث بالاسم أو البريد',
  anyRole: 'أي دور',
  anyStatus: 'أي حالة',
  role: 'الدور',
  emptyTitle: 'لا يوجد مستخدمون بعد',
  emptyDescription: 'ادعُ من تعمل معهم. يختار كل منهم كلمة مروره بنفسه.',
  noMatchTitle: 'لا أحد يطابق',
  noMatchDescription: 'جرّب اسمًا آخر، أو أزل عوامل التصفية.',
  clearFilters: 'إزالة عوامل التصفية',
  user: 'المستخدم',
  roles: 'الأدوار',
  noRoles: 'بلا أدوار',
  tags: 'الوسوم',
  noTags: 'بلا وسوم',
  more: '+{count}',
  lastLogin: 'آخر دخول',
  status: 'الحالة',
  active: 'نشط',
  disabled: 'معطّل',
  unverified: 'البريد غير مؤكد',
  you: 'أنت',
  fromConnection: 'مُنح عند الدخول الموحّد',
  actionsOf: 'إجراءات {name}',
  edit: 'تعديل المستخدم',
  disable: 'تعطيل',
  enable: 'تفعيل',
  remove: 'إزالة من المؤسسة',
  editTitle: 'تعديل {name}',
  editDescription: 'تسري التغييرات من الطلب التالي.',
  name: 'الاسم',
  nameRequired: 'أعطِ المستخدم اسمًا.',
  rolesPlaceholder: 'اختر الأدوار',
  grantedBySso: 'يمنح الدخول الموحّد هذه الأدوار، وسيمنحها مجددًا عند الدخول التالي: {roles}.',
  save: 'حفظ المستخدم',
  saved: 'حُفظ {name}',
  disableTitle:
    '{count, plural, one {تعطيل هذا المستخدم؟} two {تعطيل مستخدمَين؟} few {تعطيل # مستخدمين؟} many {تعطيل # مستخدمًا؟} other {تعطيل # مستخدم؟}}',
  disableDescription: 'تنتهي كل الجلسات واستدعاءات API فورًا. يمكن تفعيلهم من جديد.',
  disabledToast:
    '{count, plural, one {المستخدم معطّل} two {مستخدمان معطّلان} few {# مستخدمين معطّلون} many {# مستخدمًا معطّلون} other {# مستخدم معطّلون}}',
  enabledToast:
    '{count, plural, one {المستخدم مفعّل} two {مستخدمان مفعّلان} few {# مستخدمين مفعّلون} many {# مستخدمًا مفعّلون} other {# مستخدم مفعّلون}}',
  removeTitle:
    '{count, plural, one {إزالة هذا المستخدم؟} two {إزالة مستخدمَين؟} few {إزالة # مستخدمين؟} many {إزالة # مستخدمًا؟} other {إزالة # مستخدم؟}}',
  removeDescription: 'يفقدون هنا الأدوار والوسوم والجلسات والمفاتيح. للعودة يحتاجون دعوة جديدة.',
  removedToast:
    '{count, plural, one {أُزيل المستخدم} two {أُزيل مستخدمان} few {أُزيل # مستخدمين} many {أُزيل # مستخدمًا} other {أُزيل # مستخدم}}',
}
