'use client'

export { TenantProfile, type TenantProfileProps } from './tenant-profile.tsx'
