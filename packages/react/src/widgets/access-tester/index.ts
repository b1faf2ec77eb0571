'use client'

export { AccessTester, type AccessTesterProps } from './access-tester.tsx'
