import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, waitFor, within } from 'storybook/test'
import * as states from '../../stories/states.ts'
import { serverOf } from '../../stories/with-wardkit.tsx'
import { SecuritySettings } from './security-settings.tsx'

const meta: Meta<typeof SecuritySettings> = { title: 'Widgets/SecuritySettings', component: SecuritySettings }
export default meta

type Story = StoryObj<typeof SecuritySettings>

async function dialogNamed(name: string) {
  const dialog = await screen.findByRole('dialog', { name })
  await waitFor(() => expect(dialog).toBeVisible())
  return within(dialog)
}

export const Default: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('Grace’s iPhone')).toBeVisible()
    await expect(canvas.getByText('8 codes left')).toBeVisible()
  },
}
export const Loading: Story = states.loading('GET /security')
export const Failing: Story = states.failing('GET /security')
export const NoPermission: Story = states.refused('GET /security')
export const Dark: Story = states.dark
export const German: Story = states.german
export const RightToLeft: Story = states.rightToLeft
export const Narrow: Story = states.narrow
export const NarrowRightToLeft: Story = states.narrowRightToLeft
export const Naughty: Story = states.naughty

export const ReadOnly: Story = {
  args: { readOnly: true },
  play: async ({ canvas }) => {
    await canvas.findByText('Grace’s iPhone')
    await expect(canvas.queryByRole('button')).toBeNull()
  },
}

export const Unprotected: Story = {
  ...states.seeded(({ security }) => {
    Object.assign(security, { passkeys: [], totp: null, recoveryCodesLeft: 0 })
  }),
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('Only your password protects this account')).toBeVisible()
    await expect(canvas.queryByText('Recovery codes')).toBeNull()
  },
}

export const Required: Story = states.seeded(({ security }) => {
  security.required = true
})

export const WithoutPassword: Story = {
  ...states.seeded(({ security }) => {
    security.hasPassword = false
  }),
  play: async ({ canvas }) => {
    await canvas.findByText('Grace’s iPhone')
    await expect(canvas.queryByRole('button', { name: 'Change password' })).toBeNull()
  },
}

export const LongData: Story = states.seeded(({ security }) => {
  security.recoveryCodesLeft = 0
  security.passkeys = Array.from({ length: 12 }, (_, index) => ({
    id: `pk_${String(index)}`,
    name: 'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(index % 3),
    createdAt: 1_700_000_000_000,
    lastUsedAt: null,
    backedUp: index % 2 === 0,
  }))
})

/** The first factor comes with recovery codes, which are gone when the dialog is. */
export const SetUpApp: Story = {
  ...states.seeded(({ security }) => {
    Object.assign(security, { passkeys: [], totp: null, recoveryCodesLeft: 0 })
  }),
  play: async ({ canvas, step }) => {
    const setUp = await canvas.findByRole('button', { name: 'Set up app' })
    setUp.focus()
    await userEvent.keyboard('{Enter}')
    const dialog = await dialogNamed('Set up app')
    const code = await dialog.findByRole('textbox', { name: 'Six-digit code' })
    await waitFor(() => expect(code).toHaveFocus())
    await step('a wrong code', async () => {
      await userEvent.keyboard('654321{Enter}')
      await expect(await dialog.findByText(/Try the next code/)).toBeVisible()
    })
    await step('the right one', async () => {
      await userEvent.clear(code)
      await userEvent.type(code, '123456{Enter}')
      const codes = await dialogNamed('Save your recovery codes')
      await expect(codes.getByText('b3hz-84nr-vy6c')).toBeVisible()
      await userEvent.keyboard('{Escape}')
      await userEvent.click(codes.getByRole('button', { name: 'I have saved them' }))
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
      await expect(document.body.textContent).not.toContain('b3hz-84nr-vy6c')
    })
    await expect(await canvas.findByText('On')).toBeVisible()
  },
}

export const RenamePasskey: Story = {
  play: async (context) => {
    const { canvas } = context
    const menu = await canvas.findByRole('button', { name: 'Actions for Grace’s iPhone' })
    menu.focus()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(screen.getByRole('menuitem', { name: 'Rename' })).toHaveFocus())
    await userEvent.keyboard('{Enter}')
    const dialog = await dialogNamed('Rename passkey')
    const name = dialog.getByRole('textbox', { name: 'Name' })
    await waitFor(() => expect(name).toHaveFocus())
    await userEvent.clear(name)
    await userEvent.keyboard('{Enter}')
    await expect(await dialog.findByText('Fill this in')).toBeVisible()
    await userEvent.type(name, 'My phone{Enter}')
    await expect(await canvas.findByText('My phone')).toBeVisible()
    await expect(serverOf(context).state.security.passkeys[0]?.name).toBe('My phone')
  },
}

/** The tenant asks for a second factor, and this would have been the last: the server’s reason is shown, and the dialog stays. */
export const RemoveLastFactor: Story = {
  ...states.seeded(({ security }) => {
    security.required = true
    security.totp = null
    security.passkeys = security.passkeys.slice(0, 1)
  }),
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Actions for Grace’s iPhone' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Remove' }))
    const dialog = within(await screen.findByRole('alertdialog', { name: 'Remove Grace’s iPhone?' }))
    await userEvent.click(dialog.getByRole('button', { name: 'Remove' }))
    await expect(await dialog.findByRole('alert')).toHaveTextContent('your organization asks for a second factor')
  },
}

/** In a browser that would not make one. */
export const AddPasskeyCancelled: Story = {
  ...states.seeded((state) => {
    state.stepUp = { proved: false, methods: ['password'] }
  }),
  play: async ({ canvas, step }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Add passkey' }))
    const dialog = await dialogNamed('Add passkey')
    const name = dialog.getByRole('textbox', { name: 'Name' })
    await userEvent.clear(name)
    await userEvent.type(name, 'Yellow key{Enter}')
    await step('proves that it is them, in a dialog above the dialog', async () => {
      const proof = await screen.findByRole('dialog', { name: 'Confirm that it’s you' }, { timeout: 5_000 })
      await userEvent.type(await within(proof).findByLabelText('Password'), 'correct horse battery{Enter}')
      await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Confirm that it’s you' })).toBeNull())
    })
    await expect(await dialog.findByText(/No passkey was made/, undefined, { timeout: 5_000 })).toBeVisible()
  },
}

export const RenewCodes: Story = {
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'New codes' }))
    const ask = within(await screen.findByRole('alertdialog', { name: 'Make new recovery codes?' }))
    await userEvent.click(ask.getByRole('button', { name: 'Make new codes' }))
    const codes = await dialogNamed('Save your recovery codes')
    await expect(codes.getByText('q5jx-mw2d-7gta')).toBeVisible()
  },
}

export const ChangePassword: Story = {
  play: async (context) => {
    await userEvent.click(await context.canvas.findByRole('button', { name: 'Change password' }))
    const dialog = await dialogNamed('Change password')
    const current = dialog.getByLabelText('Current password')
    const next = dialog.getByLabelText(/New password/)
    await userEvent.type(current, 'wrong')
    await userEvent.type(next, 'short{Enter}')
    await expect((await dialog.findAllByText('At least 15 characters')).length).toBeGreaterThan(0)
    await userEvent.type(next, ' but long enough{Enter}')
    await expect(await dialog.findByText('The current password is wrong.')).toBeVisible()
    await userEvent.clear(current)
    await userEvent.type(current, 'correct horse battery{Enter}')
    await waitFor(() => expect(serverOf(context).state.login.password).toBe('short but long enough'))
  },
}
