import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, waitFor, within } from 'storybook/test'
import * as states from '../stories/states.ts'
import { serverOf } from '../stories/with-wardkit.tsx'
import type { FakeState } from '../testing/fake-state.ts'
import { ApiKeys } from '../widgets/api-keys/api-keys.tsx'

/** Any widget whose change the server takes from a fresh proof alone: here the list of API keys. */
const meta: Meta<typeof ApiKeys> = { title: 'Parts/StepUp', component: ApiKeys }
export default meta

type Story = StoryObj<typeof ApiKeys>

const needed = (...methods: FakeState['stepUp']['methods']) =>
  states.seeded((state) => {
    state.stepUp = { proved: false, methods }
  })

async function revoke() {
  await userEvent.click(await screen.findByRole('button', { name: /Nightly export/ }))
  await userEvent.click((await screen.findAllByRole('menuitem')).at(-1) ?? document.body)
  const asked = within(await screen.findByRole('alertdialog'))
  await userEvent.click((await asked.findAllByRole('button')).at(-1) ?? document.body)
  return within(await screen.findByRole('dialog'))
}

export const Password: Story = {
  ...needed('password', 'totp', 'recoveryCode'),
  play: async (context) => {
    const dialog = await revoke()
    // The app’s code comes first: who has a second factor shows it.
    await waitFor(() => expect(dialog.getByRole('textbox', { name: 'Six-digit code' })).toHaveFocus())
    await userEvent.click(dialog.getByRole('button', { name: 'Use your password' }))
    const password = await dialog.findByLabelText('Password')
    await waitFor(() => expect(password).toHaveFocus())
    await userEvent.keyboard('wrong{Enter}')
    await expect(await dialog.findByRole('alert')).toHaveTextContent('That is not your password.')
    await userEvent.clear(password)
    await userEvent.type(password, `${serverOf(context).state.login.password}{Enter}`)
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    await waitFor(() => expect(serverOf(context).state.apiKeys[0]?.revokedAt).not.toBeNull())
  },
}

/** Whoever closes the dialog has changed nothing, and sees why. */
export const Closed: Story = {
  ...needed('password'),
  play: async (context) => {
    const dialog = await revoke()
    await waitFor(() => expect(dialog.getByLabelText('Password')).toHaveFocus())
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    const asked = within(await screen.findByRole('alertdialog'))
    await expect(await asked.findByRole('alert')).toHaveTextContent('Confirm that it’s you, then try again.')
    await expect(serverOf(context).state.apiKeys[0]?.revokedAt).toBeNull()
  },
}

/** Somebody who came by an identity provider has nothing to show here. */
export const LoginNeeded: Story = {
  ...needed(),
  play: async () => {
    const dialog = await revoke()
    await waitFor(() => expect(dialog.getByText(/Sign out, sign in again/)).toBeVisible())
  },
}

export const Passkey: Story = {
  ...needed('passkey', 'totp'),
  play: async () => {
    await revoke()
  },
}
export const Dark: Story = {
  ...needed('password', 'totp'),
  ...states.dark,
  play: async () => {
    await revoke()
  },
}
export const NarrowRightToLeft: Story = {
  ...needed('totp', 'recoveryCode'),
  ...states.narrowRightToLeft,
  play: async () => {
    await revoke()
  },
}
