import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, waitFor, within } from 'storybook/test'
import * as states from '../../stories/states.ts'
import { serverOf } from '../../stories/with-wardkit.tsx'
import { FakeProblem } from '../../testing/fake-problem.ts'
import { addAuditRecord } from '../../testing/fake/audit-log.ts'
import { AuditLog } from './audit-log.tsx'

const meta: Meta<typeof AuditLog> = { title: 'Widgets/AuditLog', component: AuditLog }
export default meta

type Story = StoryObj<typeof AuditLog>

export const Default: Story = {
  play: async ({ canvas }) => {
    const row = within(await canvas.findByRole('row', { name: /role.update/ }))
    await expect(await row.findByText('Grace Okafor')).toBeVisible()
    await expect(canvas.getByText('The application')).toBeVisible()
  },
}
export const Loading: Story = states.loading('GET /audit-log')
export const Failing: Story = states.failing('GET /audit-log')
export const NoPermission: Story = states.refused('GET /audit-log')
export const Dark: Story = states.dark
export const German: Story = states.german
export const RightToLeft: Story = states.rightToLeft
export const Narrow: Story = states.narrow
export const NarrowRightToLeft: Story = states.narrowRightToLeft
export const Naughty: Story = states.naughty

export const Empty: Story = states.seeded((state) => {
  state.auditLog = []
})

export const WithoutExport: Story = {
  ...states.readOnly('GET:/wardkit/audit-log/export'),
  play: async ({ canvas }) => {
    await canvas.findByRole('row', { name: /role.update/ })
    await waitFor(() => expect(canvas.queryByRole('button', { name: 'Export' })).toBeNull())
  },
}

export const LongData: Story = {
  ...states.seeded((state) => {
    const [first] = state.auditLog
    if (first === undefined) return
    state.auditLog = Array.from({ length: 120 }, (_, index) => ({
      ...first,
      sequence: 120 - index,
      target: { type: 'patient', id: 'a-very-long-id-'.repeat(index === 0 ? 12 : 1) },
    }))
  }),
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Next page' }))
    await expect(await canvas.findByText('Page 2')).toBeVisible()
  },
}

export const Filters: Story = {
  play: async (context) => {
    const { canvas, step } = context
    await canvas.findByRole('row', { name: /role.update/ })
    await step('by who', async () => {
      await userEvent.click(canvas.getByRole('combobox', { name: 'Who' }))
      await waitFor(() => expect(screen.getByRole('combobox', { name: 'Search' })).toHaveFocus())
      await userEvent.keyboard('dora')
      const list = within(screen.getByRole('listbox', { name: 'Anyone' }))
      await waitFor(() => expect(list.getAllByRole('option')).toHaveLength(1))
      const asked = serverOf(context).requests.filter(({ operation }) => operation === 'GET /users')
      await expect(asked.map(({ query }) => query.get('search'))).toContain('dora')
      await userEvent.keyboard('{Enter}')
      await expect(canvas.getByRole('combobox', { name: 'Who' })).toHaveTextContent('Dora Doctor')
      await waitFor(() => expect(canvas.queryByRole('row', { name: /role.update/ })).toBeNull())
      await expect(canvas.getByRole('row', { name: /session.start/ })).toBeVisible()
    })
    await step('by anyone again', async () => {
      await userEvent.click(canvas.getByRole('combobox', { name: 'Who' }))
      const list = within(await screen.findByRole('listbox', { name: 'Anyone' }))
      await userEvent.click(list.getByRole('option', { name: 'Anyone' }))
      await expect(await canvas.findByRole('row', { name: /role.update/ })).toBeVisible()
    })
    await step('by action, and back', async () => {
      await userEvent.selectOptions(canvas.getByRole('combobox', { name: 'Action' }), 'link.create')
      await userEvent.click(await canvas.findByRole('button', { name: 'Clear filters' }))
      await expect(await canvas.findByRole('row', { name: /role.update/ })).toBeVisible()
    })
    await step('by time', async () => {
      await userEvent.selectOptions(canvas.getByRole('combobox', { name: 'Period' }), 'Last 24 hours')
      await waitFor(() => expect(canvas.queryByRole('row', { name: /service.register/ })).toBeNull())
    })
  },
}

export const Details: Story = {
  play: async ({ canvas }) => {
    const show = await canvas.findByRole('button', { name: 'Details of role.update' })
    show.focus()
    await userEvent.keyboard('{Enter}')
    const dialog = await screen.findByRole('dialog', { name: 'Details of role.update' })
    await waitFor(() => expect(dialog).toBeVisible())
    await expect(within(dialog).getByText(/Physician/)).toBeVisible()
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await waitFor(() => expect(show).toHaveFocus())
  },
}

/** What happens is seen as it happens, and no more once it is off. */
export const Live: Story = {
  play: async (context) => {
    const { canvas } = context
    const { state, requests } = serverOf(context)
    await canvas.findByRole('row', { name: /role.update/ })
    await userEvent.click(canvas.getByRole('switch', { name: 'Live' }))
    await waitFor(() => expect(requests.some(({ operation }) => operation === 'GET /audit-log/follow')).toBe(true))
    addAuditRecord(state, { action: 'guardrail.set' })
    await expect(await canvas.findByRole('row', { name: /guardrail.set/ }, { timeout: 5_000 })).toBeVisible()
    await userEvent.click(canvas.getByRole('switch', { name: 'Live' }))
  },
}

export const ExportFails: Story = {
  parameters: { wardkit: { overrides: { 'GET /audit-log/export': new FakeProblem(503, 'ERR_OVERLOADED') } } },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Export' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: /CSV/ }))
    await expect(await screen.findByText('The log could not be exported')).toBeInTheDocument()
  },
}

export const Export: Story = {
  play: async (context) => {
    const { canvas } = context
    await userEvent.click(await canvas.findByRole('button', { name: 'Export' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: /JSON/ }))
    await expect(await screen.findByText('The log was exported')).toBeInTheDocument()
    const { query } = serverOf(context).requests.find(({ operation }) => operation === 'GET /audit-log/export') ?? {}
    await expect(query?.get('format')).toBe('jsonl')
  },
}
