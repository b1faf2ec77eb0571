import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent } from 'storybook/test'
import * as states from '../../stories/states.ts'
import { serverOf } from '../../stories/with-wardkit.tsx'
import { ResetPasswordForm } from './reset-password-form.tsx'

const meta: Meta<typeof ResetPasswordForm> = {
  title: 'Widgets/ResetPasswordForm',
  component: ResetPasswordForm,
  args: { code: 'good' },
}
export default meta

type Story = StoryObj<typeof ResetPasswordForm>

export const Default: Story = {
  play: async (context) => {
    const { canvas } = context
    await userEvent.type(canvas.getByLabelText('New password'), 'a new and longer one')
    await userEvent.click(canvas.getByRole('button', { name: 'Show password' }))
    await expect(canvas.getByLabelText('New password')).toHaveAttribute('type', 'text')
    await userEvent.click(canvas.getByRole('button', { name: 'Set password' }))
    await expect(await canvas.findByRole('heading', { name: 'Your password is changed' })).toBeVisible()
    await expect(serverOf(context).state.login.password).toBe('a new and longer one')
  },
}
export const LinkRefused: Story = {
  args: { code: 'old' },
  play: async ({ canvas }) => {
    await userEvent.type(canvas.getByLabelText('New password'), 'a new and longer one{Enter}')
    await expect(await canvas.findByRole('alert')).toHaveTextContent('This link is no longer good')
  },
}
export const RightToLeft: Story = states.rightToLeft
export const Narrow: Story = states.narrow
