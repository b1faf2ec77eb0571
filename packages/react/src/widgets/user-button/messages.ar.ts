import type { Translation } from '../../messages/use-messages.ts'
import type { userButtonMessages } from './messages.ts'

export const userButtonArabic: Translation<typeof userButtonMessages> = {
  open: 'حساب {name}',
  organizations: 'المؤسسات',
  sessions: 'أماكن تسجيل دخولك',
  signOut: 'تسجيل الخروج',
  signIn: 'تسجيل الدخول',
  sessionsDescription: 'أنهِ أي جلسة لا تعرفها ثم غيّر كلمة المرور.',
  current: 'هذه الجلسة',
  lastActive: 'نشط {when}',
  endSession: 'إنهاء الجلسة على {agent}',
  end: 'إنهاء',
  ended: 'انتهت الجلسة',
  unknownAgent: 'جهاز غير معروف',
  switched: 'أنت الآن في {tenant}',
}
