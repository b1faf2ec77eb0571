'use client'

export { AssumeRoleTrust, type AssumeRoleTrustProps } from './assume-role-trust.tsx'
