import { createPart } from '../../ui/index.ts'

/** Loaded with the other dialogs, before which no codes are made. */
export const recoveryCodesDialog = createPart(async () => (await import('./dialogs.ts')).RecoveryCodesDialog)
