import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, screen, userEvent, waitFor, within } from 'storybook/test'
import * as states from '../../stories/states.ts'
import { serverOf } from '../../stories/with-wardkit.tsx'
import { UserButton } from './user-button.tsx'

const meta: Meta<typeof UserButton> = {
  title: 'Widgets/UserButton',
  component: UserButton,
  args: { onTenantSwitched: fn() },
}
export default meta

type Story = StoryObj<typeof UserButton>

export const Default: Story = {
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Account of Grace Okafor' }))
    await expect(await screen.findByRole('menuitemradio', { name: 'Acme Health' })).toBeChecked()
  },
}
export const WithName: Story = { args: { showName: true } }
export const Loading: Story = states.loading('GET /session')
export const SignedOut: Story = {
  ...states.seeded((state) => {
    state.session = null
  }),
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('button', { name: 'Sign in' })).toBeVisible()
  },
}

export const SwitchTenant: Story = {
  play: async (context) => {
    const { canvas, args } = context
    ;(await canvas.findByRole('button', { name: 'Account of Grace Okafor' })).focus()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(screen.getByRole('menuitemradio', { name: 'Acme Health' })).toHaveFocus())
    await userEvent.keyboard('{ArrowDown}{Enter}')
    await waitFor(() => expect(args.onTenantSwitched).toHaveBeenCalledWith('t_north'))
    await waitFor(() => expect(screen.getByText('You’re now in North Clinic')).toBeVisible())
    await expect(serverOf(context).state.session?.tenant.id).toBe('t_north')
  },
}

export const Sessions: Story = {
  play: async (context) => {
    await userEvent.click(await context.canvas.findByRole('button', { name: 'Account of Grace Okafor' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Where you’re signed in' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Where you’re signed in' }))
    await userEvent.click(await dialog.findByRole('button', { name: 'End session on Safari · iPhone' }))
    await waitFor(() => expect(dialog.queryByText('Safari · iPhone')).toBeNull())
    await waitFor(() => expect(dialog.getByText('This one')).toBeVisible())
    await expect(serverOf(context).state.session?.sessions).toHaveLength(1)
  },
}

export const SignOut: Story = {
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Account of Grace Okafor' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Sign out' }))
    await expect(await canvas.findByRole('button', { name: 'Sign in' })).toBeVisible()
  },
}

export const Naughty: Story = { ...states.naughty, args: { showName: true } }
export const Dark: Story = { ...states.dark, args: { showName: true } }
export const RightToLeft: Story = { ...states.rightToLeft, args: { showName: true } }
export const Narrow: Story = states.narrow
