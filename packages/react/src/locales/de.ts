import type { Localization } from '../messages/localization.ts'
import { commonGerman } from '../messages/common-messages.de.ts'
import { apiKeysGerman } from '../widgets/api-keys/messages.de.ts'

/** German. */
export const de: Localization = {
  locale: 'de',
  messages: {
    apiKeys: apiKeysGerman,
    common: commonGerman,
  },
}
