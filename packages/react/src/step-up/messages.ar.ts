import type { Translation } from '../messages/use-messages.ts'
import type { stepUpMessages } from './messages.ts'

export const stepUpArabic: Translation<typeof stepUpMessages> = {
  title: 'أكّد أنك أنت',
  description: 'يحتاج هذا التغيير إلى إثبات جديد لهوية من يجريه. يبقى ساريًا عشر دقائق.',
  loginNeeded: 'يحتاج هذا التغيير إلى تسجيل دخول جديد. سجّل الخروج ثم الدخول، وأعد المحاولة خلال عشر دقائق.',
  usePassword: 'استخدام كلمة المرور',
}
