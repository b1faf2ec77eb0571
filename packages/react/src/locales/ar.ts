import type { Localization } from '../messages/localization.ts'
import { commonArabic } from '../messages/common-messages.ar.ts'
import { policyEditorArabic } from '../policy-editor/messages.ar.ts'
import { stepUpArabic } from '../step-up/messages.ar.ts'
import { accessTesterArabic } from '../widgets/access-tester/messages.ar.ts'
import { apiKeysArabic } from '../widgets/api-keys/messages.ar.ts'
import { assumeRoleTrustArabic } from '../widgets/assume-role-trust/messages.ar.ts'
import { auditLogArabic } from '../widgets/audit-log/messages.ar.ts'
import { groupRoleMappingArabic } from '../widgets/group-role-mapping/messages.ar.ts'
import { loginArabic } from '../widgets/login/messages.ar.ts'
import { operatorConsoleArabic } from '../widgets/operator-console/messages.ar.ts'
import { roleEditorArabic } from '../widgets/role-editor/messages.ar.ts'
import { securitySettingsArabic } from '../widgets/security-settings/messages.ar.ts'
import { shareArabic } from '../widgets/share/messages.ar.ts'
import { signUpArabic } from '../widgets/sign-up/messages.ar.ts'
import { ssoSetupArabic } from '../widgets/sso-setup/messages.ar.ts'
import { tagEditorArabic } from '../widgets/tag-editor/messages.ar.ts'
import { tenantConsoleArabic } from '../widgets/tenant-console/messages.ar.ts'
import { tenantProfileArabic } from '../widgets/tenant-profile/messages.ar.ts'
import { userButtonArabic } from '../widgets/user-button/messages.ar.ts'
import { userInvitesArabic } from '../widgets/user-invites/messages.ar.ts'
import { userTableArabic } from '../widgets/user-table/messages.ar.ts'

/** Arabic. */
export const ar: Localization = {
  locale: 'ar',
  messages: {
    accessTester: accessTesterArabic,
    apiKeys: apiKeysArabic,
    assumeRoleTrust: assumeRoleTrustArabic,
    auditLog: auditLogArabic,
    common: commonArabic,
    groupRoleMapping: groupRoleMappingArabic,
    login: loginArabic,
    operatorConsole: operatorConsoleArabic,
    policyEditor: policyEditorArabic,
    roleEditor: roleEditorArabic,
    securitySettings: securitySettingsArabic,
    share: shareArabic,
    signUp: signUpArabic,
    ssoSetup: ssoSetupArabic,
    stepUp: stepUpArabic,
    tagEditor: tagEditorArabic,
    tenantConsole: tenantConsoleArabic,
    tenantProfile: tenantProfileArabic,
    userButton: userButtonArabic,
    userInvites: userInvitesArabic,
    userTable: userTableArabic,
  },
}
