// What SecuritySettings opens, in one piece: whatever makes recovery codes has loaded what shows them.
export { ChangePasswordDialog } from './change-password-dialog.tsx'
export { PasskeyNameDialog } from './passkey-name-dialog.tsx'
export { RecoveryCodesDialog } from './recovery-codes-dialog.tsx'
export { TotpDialog } from './totp-dialog.tsx'
