import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, userEvent, waitFor } from 'storybook/test'
import { FakeProblem } from '../../testing/fake-problem.ts'
import * as states from '../../stories/states.ts'
import { serverOf } from '../../stories/with-wardkit.tsx'
import { SignUpForm } from './sign-up-form.tsx'

const meta: Meta<typeof SignUpForm> = {
  title: 'Widgets/SignUpForm',
  component: SignUpForm,
  args: {
    loginUrl: '#login',
    branding: {
      displayName: 'Acme Health',
      termsUrl: 'https://acme.example/terms',
      privacyUrl: 'https://acme.example/privacy',
    },
  },
}
export default meta

type Story = StoryObj<typeof SignUpForm>

export const Default: Story = {
  play: async (context) => {
    const { canvas } = context
    await userEvent.click(canvas.getByRole('textbox', { name: 'Work e-mail' }))
    await userEvent.keyboard('grace@acme.example{Tab}{Enter}')
    await expect(await canvas.findByText('Fill this in')).toBeVisible()
    await userEvent.keyboard('Acme Health{Enter}')
    await expect(await canvas.findByText('grace@acme.example')).toBeVisible()
    const { body } = serverOf(context).requests.at(-1) ?? {}
    await expect(body).toEqual({ email: 'grace@acme.example', tenantName: 'Acme Health' })
  },
}
export const Complete: Story = {
  args: { code: 'good', onSignedUp: fn() },
  play: async ({ canvas, args }) => {
    await userEvent.type(canvas.getByRole('textbox', { name: 'Your name' }), 'Grace Okafor')
    await userEvent.type(canvas.getByLabelText('Password'), 'short')
    await userEvent.keyboard('{Enter}')
    await expect(await canvas.findByText('At least 15 characters')).toBeVisible()
    await userEvent.keyboard(' no longer{Enter}')
    await waitFor(() => expect(args.onSignedUp).toHaveBeenCalledOnce())
  },
}
export const LinkRefused: Story = {
  args: { code: 'old' },
  play: async ({ canvas }) => {
    await userEvent.type(canvas.getByRole('textbox', { name: 'Your name' }), 'Grace Okafor')
    await userEvent.type(canvas.getByLabelText('Password'), 'long enough for anybody{Enter}')
    await expect(await canvas.findByRole('heading', { name: 'This link is no longer good' })).toBeVisible()
  },
}
export const RateLimited: Story = {
  parameters: { wardkit: { overrides: { 'POST /sign-up': new FakeProblem(429, 'ERR_RATE_LIMITED') } } },
  play: async ({ canvas }) => {
    await userEvent.type(canvas.getByRole('textbox', { name: 'Work e-mail' }), 'grace@acme.example')
    await userEvent.type(canvas.getByRole('textbox', { name: 'Organization' }), 'Acme{Enter}')
    await expect(await canvas.findByRole('alert')).toHaveTextContent('Too many attempts')
  },
}
/** What a setting holds that is no https URL leads nowhere. */
export const HostileBranding: Story = {
  args: {
    branding: {
      displayName: '"><script>alert(1)</script>',
      logoUrl: 'javascript:alert(1)',
      termsUrl: 'javascript:alert(1)',
      privacyUrl: 'data:text/html,hacked',
    },
  },
  play: async ({ canvas, canvasElement }) => {
    await expect(await canvas.findByRole('heading')).toHaveTextContent('"><script>alert(1)</script>')
    await expect(canvasElement.querySelectorAll('img, script')).toHaveLength(0)
    await expect(canvas.getAllByRole('link')).toHaveLength(1)
  },
}
export const Dark: Story = states.dark
export const RightToLeft: Story = states.rightToLeft
export const Narrow: Story = states.narrow
export const German: Story = { ...states.german, args: { code: 'good' } }
