import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, userEvent, waitFor } from 'storybook/test'
import type { FakeLogin } from '../../testing/fake/login.ts'
import * as states from '../../stories/states.ts'
import { serverOf } from '../../stories/with-wardkit.tsx'
import { LoginForm } from './login-form.tsx'

const meta: Meta<typeof LoginForm> = {
  title: 'Widgets/LoginForm',
  component: LoginForm,
  args: {
    signUpUrl: '#sign-up',
    onLoggedIn: fn(),
    branding: {
      displayName: 'Acme Health',
      termsUrl: 'https://acme.example/terms',
      privacyUrl: 'https://acme.example/privacy',
    },
  },
}
export default meta

type Story = StoryObj<typeof LoginForm>
type Canvas = Parameters<NonNullable<Story['play']>>[0]['canvas']

const then = (next: FakeLogin['then']) =>
  states.seeded((state) => {
    state.login.then = next
  })

async function logIn(canvas: Canvas, password = 'correct horse battery'): Promise<void> {
  await userEvent.click(await canvas.findByRole('textbox', { name: 'E-mail' }))
  await userEvent.keyboard('grace@acme.example{Enter}')
  await waitFor(() => expect(canvas.getByLabelText('Password')).toHaveFocus())
  await userEvent.keyboard(`${password}{Enter}`)
}

export const Default: Story = {}

export const WithPassword: Story = {
  play: async (context) => {
    await logIn(context.canvas)
    await waitFor(() => expect(context.args.onLoggedIn).toHaveBeenCalledOnce())
    const { body } = serverOf(context).requests.findLast(({ operation }) => operation === 'POST /login') ?? {}
    await expect(body).toEqual({ email: 'grace@acme.example', password: 'correct horse battery', session: 'browser' })
  },
}

export const Refused: Story = {
  play: async ({ canvas, args }) => {
    await logIn(canvas, 'wrong')
    await expect(await canvas.findByRole('alert')).toHaveTextContent('The e-mail or the password is wrong.')
    await expect(args.onLoggedIn).not.toHaveBeenCalled()
  },
}

export const NoEmail: Story = {
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Continue' }))
    await expect(await canvas.findByText('Enter an e-mail address')).toBeVisible()
  },
}

export const Sso: Story = {
  parameters: {
    wardkit: { overrides: { 'POST /login/init': () => ({ method: 'sso', url: '/wardkit/sso/start/c_okta' }) } },
  },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('textbox', { name: 'E-mail' }))
    await userEvent.keyboard('grace@acme.example{Enter}')
    await expect(canvas.queryByLabelText('Password')).toBeNull()
  },
}

export const SecondFactor: Story = {
  ...then('secondFactor'),
  play: async ({ canvas, args, step }) => {
    await logIn(canvas)
    await step('a wrong code', async () => {
      await waitFor(() => expect(canvas.getByRole('textbox', { name: 'Six-digit code' })).toHaveFocus())
      await userEvent.keyboard('654 321{Enter}')
      await expect(await canvas.findByRole('alert')).toHaveTextContent('Try the next code')
    })
    await step('another way', async () => {
      await userEvent.click(canvas.getByRole('button', { name: 'Use a recovery code' }))
      await userEvent.type(await canvas.findByRole('textbox', { name: 'Recovery code' }), 'k7dm-x2wq-9tfe{Enter}')
      await waitFor(() => expect(args.onLoggedIn).toHaveBeenCalledOnce())
    })
  },
}

export const Enroll: Story = {
  ...then('enroll'),
  play: async ({ canvas, args }) => {
    await logIn(canvas)
    await userEvent.click(await canvas.findByRole('button', { name: /Add an authenticator app/ }))
    await expect(await canvas.findByRole('img', { name: 'QR code for your authenticator app' })).toBeVisible()
    await userEvent.type(canvas.getByRole('textbox', { name: 'Six-digit code' }), '123456{Enter}')
    await expect(await canvas.findByText('b3hz-84nr-vy6c')).toBeVisible()
    await expect(args.onLoggedIn).not.toHaveBeenCalled()
    await userEvent.click(canvas.getByRole('button', { name: 'I have saved them' }))
    await waitFor(() => expect(args.onLoggedIn).toHaveBeenCalledOnce())
    await expect(document.body.textContent).not.toContain('b3hz-84nr-vy6c')
  },
}

export const ChooseTenant: Story = {
  ...then('tenants'),
  play: async (context) => {
    await logIn(context.canvas)
    await userEvent.click(await context.canvas.findByRole('button', { name: /North Clinic/ }))
    await waitFor(() => expect(context.args.onLoggedIn).toHaveBeenCalledOnce())
    const { body } = serverOf(context).requests.findLast(({ operation }) => operation === 'POST /login/tenant') ?? {}
    await expect(body).toEqual({ challenge: 'c1', session: 'browser', tenant: 't_north' })
  },
}

export const ForgotPassword: Story = {
  play: async (context) => {
    const { canvas } = context
    await userEvent.click(await canvas.findByRole('textbox', { name: 'E-mail' }))
    await userEvent.keyboard('grace@acme.example{Enter}')
    await userEvent.click(await canvas.findByRole('button', { name: 'Forgot password?' }))
    await userEvent.click(await canvas.findByRole('button', { name: 'Send link' }))
    await expect(await canvas.findByText('grace@acme.example')).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Back to sign in' }))
    await expect(await canvas.findByLabelText('Password')).toBeVisible()
  },
}

export const Dark: Story = states.dark
export const German: Story = states.german
export const RightToLeft: Story = states.rightToLeft
export const Narrow: Story = states.narrow
export const NarrowRightToLeft: Story = states.narrowRightToLeft
