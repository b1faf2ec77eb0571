'use client'

export { SignUpForm, type SignUpFormProps } from './sign-up-form.tsx'
