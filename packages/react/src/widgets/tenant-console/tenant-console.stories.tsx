import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, userEvent, waitFor, within } from 'storybook/test'
import * as states from '../../stories/states.ts'
import { CONSOLE_SECTIONS } from './console-sections.ts'
import { TenantConsole } from './tenant-console.tsx'

const meta: Meta<typeof TenantConsole> = { title: 'Widgets/TenantConsole', component: TenantConsole }
export default meta

type Story = StoryObj<typeof TenantConsole>

export const Default: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('heading', { name: 'Users' }, { timeout: 8_000 })).toBeVisible()
    await expect(await canvas.findByRole('heading', { name: 'Invitations' })).toBeVisible()
  },
}
export const Loading: Story = states.loading('POST /decisions')
export const Failing: Story = states.failing('POST /decisions')
export const Dark: Story = states.dark
export const German: Story = states.german
export const RightToLeft: Story = states.rightToLeft
export const Narrow: Story = states.narrow
export const NarrowRightToLeft: Story = states.narrowRightToLeft

/** By keyboard, from one section to the next. */
export const Navigation: Story = {
  args: { onSectionChange: fn() },
  play: async ({ canvas, args }) => {
    const nav = within(await canvas.findByRole('navigation', { name: 'Administration' }))
    await expect(nav.getByRole('button', { name: 'People' })).toHaveAttribute('aria-current', 'page')
    const keys = nav.getByRole('button', { name: 'API keys' })
    keys.focus()
    await userEvent.keyboard('{Enter}')
    await expect(await canvas.findByRole('heading', { name: 'API keys' }, { timeout: 8_000 })).toBeVisible()
    await expect(keys).toHaveAttribute('aria-current', 'page')
    await expect(args.onSectionChange).toHaveBeenCalledWith('api-keys')
  },
}

/** Where the navigation is wider than the page, what is shown is in its sight. */
export const NarrowNavigation: Story = {
  ...states.narrow,
  args: { section: 'security' },
  play: async ({ canvas }) => {
    const item = await canvas.findByRole('button', { name: 'Your security' })
    await waitFor(async () => {
      const { left, right } = item.getBoundingClientRect()
      await expect(left).toBeGreaterThanOrEqual(0)
      await expect(right).toBeLessThanOrEqual(document.documentElement.clientWidth)
    })
    await expect(window.scrollY).toBe(0)
  },
}

/** Each sees the sections that they may, and their own. */
export const FewSections: Story = {
  ...states.readOnly(...CONSOLE_SECTIONS.flatMap(({ operation }) => operation ?? [])),
  play: async ({ canvas }) => {
    const nav = within(await canvas.findByRole('navigation', { name: 'Administration' }))
    await expect(nav.getAllByRole('button')).toHaveLength(1)
    await expect(await canvas.findByRole('heading', { name: 'Security' }, { timeout: 8_000 })).toBeVisible()
  },
}

export const UnknownSection: Story = {
  args: { section: 'elsewhere' },
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(canvasElement.querySelector('[data-slot=no-permission]')).not.toBeNull())
  },
}

export const ReadOnly: Story = {
  args: { readOnly: true, section: 'api-keys' },
  play: async ({ canvas }) => {
    await canvas.findByText('Nightly export', undefined, { timeout: 8_000 })
    await expect(canvas.queryByRole('button', { name: 'Create key' })).toBeNull()
  },
}
