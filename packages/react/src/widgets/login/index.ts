'use client'

export { LoginForm, type LoginFormProps } from './login-form.tsx'
export { ResetPasswordForm, type ResetPasswordFormProps } from './reset-password-form.tsx'
