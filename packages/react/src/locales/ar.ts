import type { Localization } from '../messages/localization.ts'
import { commonArabic } from '../messages/common-messages.ar.ts'
import { apiKeysArabic } from '../widgets/api-keys/messages.ar.ts'

/** Arabic. */
export const ar: Localization = {
  locale: 'ar',
  messages: {
    apiKeys: apiKeysArabic,
    common: commonArabic,
  },
}
