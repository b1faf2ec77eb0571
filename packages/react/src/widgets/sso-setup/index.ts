'use client'

export { SsoSetup, type SsoSetupProps } from './sso-setup.tsx'
