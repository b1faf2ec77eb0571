'use client'

export { SecuritySettings, type SecuritySettingsProps } from './security-settings.tsx'
