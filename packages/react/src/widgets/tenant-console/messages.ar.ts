import type { Translation } from '../../messages/use-messages.ts'
import type { tenantConsoleMessages } from './messages.ts'

export const tenantConsoleArabic: Translation<typeof tenantConsoleMessages> = {
  label: 'الإدارة',
  people: 'الأشخاص',
  roles: 'الأدوار',
  'role-trust': 'الثقة بالأدوار',
  'api-keys': 'مفاتيح API',
  'single-sign-on': 'الدخول الموحد',
  'group-mapping': 'ربط المجموعات',
  'access-tester': 'اختبار الوصول',
  'audit-log': 'سجل التدقيق',
  organization: 'المؤسسة',
  security: 'أمانك',
}
