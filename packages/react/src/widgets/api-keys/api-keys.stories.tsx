import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, waitFor, within } from 'storybook/test'
import { FakeProblem } from '../../testing/fake-problem.ts'
import * as states from '../../stories/states.ts'
import { serverOf } from '../../stories/with-wardkit.tsx'
import { ApiKeys } from './api-keys.tsx'

const meta: Meta<typeof ApiKeys> = { title: 'Widgets/ApiKeys', component: ApiKeys }
export default meta

type Story = StoryObj<typeof ApiKeys>

export const Default: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('rowheader', { name: /Nightly export/ })).toBeVisible()
    await expect(canvas.getByText('Revoked')).toBeVisible()
  },
}
export const Loading: Story = states.loading('GET /api-keys')
export const Failing: Story = states.failing('GET /api-keys')
export const NoPermission: Story = states.refused('GET /api-keys')
export const Dark: Story = states.dark
export const German: Story = states.german
export const RightToLeft: Story = states.rightToLeft
export const Narrow: Story = states.narrow
export const NarrowRightToLeft: Story = states.narrowRightToLeft
export const Naughty: Story = states.naughty

export const Empty: Story = {
  ...states.seeded((state) => {
    state.apiKeys = []
  }),
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Create key' }))
    await screen.findByRole('dialog', { name: 'Create an API key' })
    await waitFor(() => expect(screen.getByRole('dialog')).toBeVisible())
  },
}

export const ReadOnly: Story = {
  ...states.readOnly('POST:/wardkit/api-keys', 'DELETE:/wardkit/api-keys/{keyId}'),
  play: async ({ canvas }) => {
    await canvas.findByText('Nightly export')
    await expect(canvas.queryByRole('button', { name: 'Create key' })).toBeNull()
    await expect(canvas.queryByRole('button', { name: /Actions for/ })).toBeNull()
  },
}

export const LongData: Story = states.seeded((state) => {
  const [first] = state.apiKeys
  if (first === undefined) return
  state.apiKeys = Array.from({ length: 120 }, (_, index) => ({
    ...first,
    id: `wk_${String(index)}`,
    name:
      index === 0 ? 'Donaudampfschifffahrtsgesellschaftskapitänspatentverwaltung'.repeat(3) : `Key ${String(index)}`,
    roles: index === 0 ? state.roles.map(({ id }) => id) : first.roles,
  }))
})

export const Create: Story = {
  play: async (context) => {
    const { canvas, step } = context
    await step('with the keyboard alone', async () => {
      ;(await canvas.findByRole('button', { name: 'Create key' })).focus()
      await userEvent.keyboard('{Enter}')
      const dialog = within(await screen.findByRole('dialog', { name: 'Create an API key' }))
      await waitFor(() => expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveFocus())
      await userEvent.keyboard('{Enter}')
      await expect(await dialog.findByText('Fill this in')).toBeVisible()
      await userEvent.keyboard('Lab import{Tab}{ArrowDown}')
      const search = await screen.findByRole('combobox', { name: 'Search' })
      await waitFor(() => expect(search).toHaveFocus())
      await userEvent.keyboard('doctor')
      await screen.findByRole('option', { name: /Doctor/ })
      await userEvent.keyboard('{Enter}')
      await screen.findByRole('option', { name: /Doctor/, selected: true })
      await userEvent.keyboard('{Escape}')
      await waitFor(() => expect(dialog.getByRole('combobox', { name: 'Roles' })).toHaveFocus())
      await userEvent.keyboard('{Tab}{Tab}{Tab}')
      await waitFor(() => expect(dialog.getByRole('button', { name: 'Create key' })).toHaveFocus())
      await userEvent.keyboard('{Enter}')
    })
    await step('shows the key once, until it is saved', async () => {
      const dialog = within(await screen.findByRole('dialog', { name: 'Save your key' }))
      await expect(dialog.getByText(/^wk_new5_/)).toBeVisible()
      await userEvent.keyboard('{Escape}')
      await userEvent.click(dialog.getByRole('button', { name: 'I have saved it' }))
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
      await expect(await canvas.findByRole('rowheader', { name: /Lab import/ })).toBeVisible()
      await expect(document.body.textContent).not.toContain('7Qm4xT9v')
    })
    const { body } = serverOf(context).requests.findLast(({ operation }) => operation === 'POST /api-keys') ?? {}
    await expect(body).toEqual({ name: 'Lab import', roles: ['doctor'], expiresInSeconds: 90 * 86_400 })
  },
}

export const CreateRefused: Story = {
  parameters: { wardkit: { overrides: { 'POST /api-keys': new FakeProblem(403, 'ERR_NOT_GRANTED') } } },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Create key' }))
    const dialog = within(await screen.findByRole('dialog'))
    await userEvent.type(dialog.getByRole('textbox', { name: 'Name' }), 'Too much')
    await userEvent.click(dialog.getByRole('combobox', { name: 'Roles' }))
    await userEvent.click(await screen.findByRole('option', { name: /Admin/ }))
    await userEvent.keyboard('{Escape}')
    await userEvent.click(dialog.getByRole('button', { name: 'Create key' }))
    await expect(await dialog.findByRole('alert')).toHaveTextContent('You can only grant what you hold yourself.')
  },
}

export const Revoke: Story = {
  play: async (context) => {
    const { canvas } = context
    ;(await canvas.findByRole('button', { name: 'Actions for Nightly export' })).focus()
    await userEvent.keyboard('{Enter}')
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Revoke' }))
    const dialog = within(await screen.findByRole('alertdialog', { name: 'Revoke “Nightly export”?' }))
    await waitFor(() => expect(dialog.getByRole('button', { name: 'Cancel' })).toHaveFocus())
    await userEvent.click(dialog.getByRole('button', { name: 'Revoke key' }))
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    await waitFor(() => expect(screen.getByText('“Nightly export” is revoked')).toBeVisible())
    await expect(canvas.queryByRole('button', { name: 'Actions for Nightly export' })).toBeNull()
    await expect(serverOf(context).state.apiKeys[0]?.revokedAt).not.toBeNull()
  },
}
