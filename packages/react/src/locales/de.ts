import type { Localization } from '../messages/localization.ts'
import { commonGerman } from '../messages/common-messages.de.ts'
import { policyEditorGerman } from '../policy-editor/messages.de.ts'
import { stepUpGerman } from '../step-up/messages.de.ts'
import { accessTesterGerman } from '../widgets/access-tester/messages.de.ts'
import { apiKeysGerman } from '../widgets/api-keys/messages.de.ts'
import { assumeRoleTrustGerman } from '../widgets/assume-role-trust/messages.de.ts'
import { auditLogGerman } from '../widgets/audit-log/messages.de.ts'
import { groupRoleMappingGerman } from '../widgets/group-role-mapping/messages.de.ts'
import { loginGerman } from '../widgets/login/messages.de.ts'
import { operatorConsoleGerman } from '../widgets/operator-console/messages.de.ts'
import { roleEditorGerman } from '../widgets/role-editor/messages.de.ts'
import { securitySettingsGerman } from '../widgets/security-settings/messages.de.ts'
import { shareGerman } from '../widgets/share/messages.de.ts'
import { signUpGerman } from '../widgets/sign-up/messages.de.ts'
import { ssoSetupGerman } from '../widgets/sso-setup/messages.de.ts'
import { tagEditorGerman } from '../widgets/tag-editor/messages.de.ts'
import { tenantConsoleGerman } from '../widgets/tenant-console/messages.de.ts'
import { tenantProfileGerman } from '../widgets/tenant-profile/messages.de.ts'
import { userButtonGerman } from '../widgets/user-button/messages.de.ts'
import { userInvitesGerman } from '../widgets/user-invites/messages.de.ts'
import { userTableGerman } from '../widgets/user-table/messages.de.ts'

/** German. */
export const de: Localization = {
  locale: 'de',
  messages: {
    accessTester: accessTesterGerman,
    apiKeys: apiKeysGerman,
    assumeRoleTrust: assumeRoleTrustGerman,
    auditLog: auditLogGerman,
    common: commonGerman,
    groupRoleMapping: groupRoleMappingGerman,
    login: loginGerman,
    operatorConsole: operatorConsoleGerman,
    policyEditor: policyEditorGerman,
    roleEditor: roleEditorGerman,
    securitySettings: securitySettingsGerman,
    share: shareGerman,
    signUp: signUpGerman,
    ssoSetup: ssoSetupGerman,
    stepUp: stepUpGerman,
    tagEditor: tagEditorGerman,
    tenantConsole: tenantConsoleGerman,
    tenantProfile: tenantProfileGerman,
    userButton: userButtonGerman,
    userInvites: userInvitesGerman,
    userTable: userTableGerman,
  },
}
