import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, waitFor, within } from 'storybook/test'
import * as states from '../../stories/states.ts'
import { serverOf } from '../../stories/with-wardkit.tsx'
import { FakeProblem } from '../../testing/fake-problem.ts'
import { UserTable } from './user-table.tsx'

const meta: Meta<typeof UserTable> = { title: 'Widgets/UserTable', component: UserTable }
export default meta

type Story = StoryObj<typeof UserTable>

export const Default: Story = {
  play: async ({ canvas }) => {
    const row = within(await canvas.findByRole('row', { name: /Omar Khayyam/ }))
    await expect(row.getByRole('img', { name: 'Given by single sign-on at login' })).toBeVisible()
    await expect(await canvas.findByText('You')).toBeVisible()
    const grace = within(canvas.getByRole('row', { name: /Grace Okafor/ }))
    await expect(grace.getByTitle('Has a second factor')).toHaveTextContent('2FA')
    await expect(row.queryByText('2FA')).toBeNull()
  },
}
export const Loading: Story = states.loading('GET /users')
export const Failing: Story = states.failing('GET /users')
export const NoPermission: Story = states.refused('GET /users')
export const Dark: Story = states.dark
export const German: Story = states.german
export const RightToLeft: Story = states.rightToLeft
export const Narrow: Story = states.narrow
export const NarrowRightToLeft: Story = states.narrowRightToLeft
export const Naughty: Story = states.naughty

export const Empty: Story = states.seeded((state) => {
  state.users = []
})

export const ReadOnly: Story = {
  ...states.readOnly(
    'PATCH:/wardkit/users/{userId}',
    'DELETE:/wardkit/users/{userId}',
    'POST:/wardkit/users/{userId}/disable',
  ),
  play: async ({ canvas }) => {
    await canvas.findByText('Dora Doctor')
    await waitFor(() => expect(canvas.queryByRole('button', { name: /Actions for/ })).toBeNull())
    await expect(canvas.queryByRole('checkbox')).toBeNull()
  },
}

export const LongData: Story = states.seeded((state) => {
  const [first] = state.users
  if (first === undefined) return
  state.users = Array.from({ length: 120 }, (_, index) => ({
    ...first,
    id: `u_${String(index)}`,
    name: index === 0 ? 'Aaaaah-Donaudampfschifffahrtsgesellschaftskapitän'.repeat(2) : `Person ${String(index)}`,
    email: `${'a-long-local-part-'.repeat(index === 0 ? 5 : 1)}${String(index)}@acmehealth.example`,
    roles: state.roles.map(({ id }) => id),
    tags: Object.fromEntries(
      Array.from({ length: 12 }, (__, tag) => [`key-${String(tag)}`, ['value'.repeat(tag + 1)]]),
    ),
  }))
})

export const Search: Story = {
  play: async ({ canvas, step }) => {
    await canvas.findByText('Dora Doctor')
    await step('narrows on the server', async () => {
      await userEvent.type(canvas.getByRole('searchbox'), 'dora')
      await waitFor(() => expect(canvas.queryByText('Grace Okafor')).toBeNull())
      await expect(canvas.getByText('Dora Doctor')).toBeVisible()
    })
    await step('says that nobody matches, and how to go back', async () => {
      await userEvent.type(canvas.getByRole('searchbox'), 'xyz')
      await userEvent.click(await canvas.findByRole('button', { name: 'Clear filters' }))
      await expect(await canvas.findByText('Grace Okafor')).toBeVisible()
    })
  },
}

export const Edit: Story = {
  play: async (context) => {
    const { canvas } = context
    ;(await canvas.findByRole('button', { name: 'Actions for Dora Doctor' })).focus()
    await userEvent.keyboard('{Enter}')
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Edit user' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Edit Dora Doctor' }))
    await userEvent.click(dialog.getByRole('button', { name: 'Add tag' }))
    const [key] = dialog.getAllByRole('combobox', { name: 'Key' }).slice(-1)
    await waitFor(() => expect(key).toHaveFocus())
    await userEvent.keyboard('FUNCTION')
    await expect(await dialog.findAllByText(/This key stands twice/)).toHaveLength(2)
    await userEvent.keyboard('{Control>}a{/Control}shift{Tab}night,day{Enter}')
    await userEvent.click(dialog.getByRole('button', { name: 'Save user' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    const { body } = serverOf(context).requests.findLast(({ operation }) => operation.startsWith('PATCH')) ?? {}
    await expect(body).toEqual({ tags: { function: ['doctors'], ward: ['east', 'west'], shift: ['night', 'day'] } })
  },
}

export const EditRefused: Story = {
  parameters: { wardkit: { overrides: { 'PATCH /users/{userId}': new FakeProblem(403, 'ERR_NOT_GRANTED') } } },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Actions for Dora Doctor' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Edit user' }))
    const dialog = within(await screen.findByRole('dialog'))
    await userEvent.type(dialog.getByRole('textbox', { name: 'Name' }), ' MD')
    await userEvent.click(dialog.getByRole('button', { name: 'Save user' }))
    await expect(await dialog.findByRole('alert')).toHaveTextContent('You can only grant what you hold yourself.')
  },
}

export const DisableAndUndo: Story = {
  play: async (context) => {
    const { canvas } = context
    await userEvent.click(await canvas.findByRole('button', { name: 'Actions for Dora Doctor' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Disable' }))
    const dialog = within(await screen.findByRole('alertdialog', { name: 'Disable this user?' }))
    await userEvent.click(dialog.getByRole('button', { name: 'Disable' }))
    await waitFor(() => expect(screen.getByText('The user is disabled')).toBeVisible())
    await expect(serverOf(context).state.users.find(({ id }) => id === 'u_dora')?.status).toBe('disabled')
    await userEvent.click(screen.getByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(serverOf(context).state.users.find(({ id }) => id === 'u_dora')?.status).toBe('active'))
  },
}

export const RemoveSeveral: Story = {
  play: async (context) => {
    const { canvas } = context
    await userEvent.click(await canvas.findByRole('checkbox', { name: 'Select Ivan Sutherland' }))
    await userEvent.click(canvas.getByRole('checkbox', { name: 'Select Newton Ng' }))
    await userEvent.click(
      within(canvas.getByRole('region', { name: '2 selected' })).getByRole('button', { name: 'Remove' }),
    )
    const dialog = within(await screen.findByRole('alertdialog', { name: 'Remove 2 users?' }))
    await userEvent.click(dialog.getByRole('button', { name: 'Remove' }))
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    await expect(serverOf(context).state.users).toHaveLength(4)
  },
}
