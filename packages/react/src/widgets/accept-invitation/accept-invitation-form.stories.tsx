import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, userEvent, waitFor } from 'storybook/test'
import * as states from '../../stories/states.ts'
import { serverOf } from '../../stories/with-wardkit.tsx'
import { AcceptInvitationForm } from './accept-invitation-form.tsx'

const meta: Meta<typeof AcceptInvitationForm> = {
  title: 'Widgets/AcceptInvitationForm',
  component: AcceptInvitationForm,
  args: { code: 'good', onAccepted: fn() },
}
export default meta

type Story = StoryObj<typeof AcceptInvitationForm>

const withAccount = (then: 'loggedIn' | 'secondFactor', isLoggedIn = false) =>
  states.seeded((state) => {
    state.login.hasAccount = true
    state.login.then = then
    if (!isLoggedIn) state.session = null
  })

export const Default: Story = {
  play: async (context) => {
    const { canvas, args } = context
    await expect(await canvas.findByRole('heading', { name: 'Join Acme Health' })).toBeVisible()
    await userEvent.type(await canvas.findByLabelText('Your name'), 'Lin Wei')
    await userEvent.type(canvas.getByLabelText('Password'), 'short{Enter}')
    await expect((await canvas.findAllByText(/At least 15 characters/)).length).toBeGreaterThan(1)
    await userEvent.type(canvas.getByLabelText('Password'), ' but long enough{Enter}')
    await waitFor(() => expect(args.onAccepted).toHaveBeenCalledOnce())
    const { body } =
      serverOf(context).requests.findLast(({ operation }) => operation === 'POST /invitations/accept') ?? {}
    await expect(body).toEqual({
      code: 'good',
      session: 'browser',
      name: 'Lin Wei',
      password: 'short but long enough',
    })
  },
}

export const ExistingAccount: Story = {
  ...withAccount('loggedIn'),
  play: async ({ canvas, args }) => {
    const password = await canvas.findByLabelText('Password')
    await userEvent.type(password, 'wrong{Enter}')
    await expect(await canvas.findByText('The password is wrong.')).toBeVisible()
    await userEvent.clear(password)
    await userEvent.type(password, 'correct horse battery{Enter}')
    await waitFor(() => expect(args.onAccepted).toHaveBeenCalledOnce())
  },
}

export const LoggedInAlready: Story = {
  ...withAccount('loggedIn', true),
  play: async ({ canvas, args }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Join as Grace Okafor' }))
    await waitFor(() => expect(args.onAccepted).toHaveBeenCalledOnce())
  },
}

export const SecondFactor: Story = {
  ...withAccount('secondFactor'),
  play: async ({ canvas, args }) => {
    await userEvent.type(await canvas.findByLabelText('Password'), 'correct horse battery{Enter}')
    const code = await canvas.findByRole('textbox', { name: 'Six-digit code' })
    await userEvent.type(code, '123456{Enter}')
    await waitFor(() => expect(args.onAccepted).toHaveBeenCalledOnce())
  },
}

export const LinkRefused: Story = {
  args: { code: 'old' },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('This link is no longer good')).toBeVisible()
  },
}

export const Loading: Story = states.loading('POST /invitations/show')
export const Failing: Story = states.failing('POST /invitations/show')
export const Naughty: Story = states.naughty

/** As it is opened, for the looks. */
const opened: Story = {
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(canvasElement.querySelector('form')).not.toBeNull())
  },
}
export const Dark: Story = { ...opened, ...states.dark }
export const German: Story = { ...opened, ...states.german }
export const RightToLeft: Story = { ...opened, ...states.rightToLeft }
export const Narrow: Story = { ...opened, ...states.narrow }
export const NarrowRightToLeft: Story = { ...opened, ...states.narrowRightToLeft }
