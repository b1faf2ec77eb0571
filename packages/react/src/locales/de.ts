import type { Localization } from '../messages/localization.ts'
import { commonGerman } from '../messages/common-messages.de.ts'
import { apiKeysGerman } from '../widgets/api-keys/messages.de.ts'
import { loginGerman } from '../widgets/login/messages.de.ts'
import { signUpGerman } from '../widgets/sign-up/messages.de.ts'
import { userButtonGerman } from '../widgets/user-button/messages.de.ts'

/** German. */
export const de: Localization = {
  locale: 'de',
  messages: {
    apiKeys: apiKeysGerman,
    common: commonGerman,
    login: loginGerman,
    signUp: signUpGerman,
    userButton: userButtonGerman,
  },
}
