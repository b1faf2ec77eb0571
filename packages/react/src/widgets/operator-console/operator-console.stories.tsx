import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, waitFor, within } from 'storybook/test'
import * as states from '../../stories/states.ts'
import { serverOf } from '../../stories/with-wardkit.tsx'
import type { FakeRequest } from '../../testing/fake-handlers.ts'
import { FakeProblem } from '../../testing/fake-problem.ts'
import { OperatorConsole } from './operator-console.tsx'

const meta: Meta<typeof OperatorConsole> = { title: 'Widgets/OperatorConsole', component: OperatorConsole }
export default meta

type Story = StoryObj<typeof OperatorConsole>

/** The charts come when they are first looked at. */
const LOADED = { timeout: 8_000 }

export const Default: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('rowheader', { name: /Acme Health/ })).toBeVisible()
    await expect(canvas.getAllByRole('row')).toHaveLength(6)
    await expect(canvas.getByRole('row', { name: /Acme Health.*212/ })).toBeVisible()
    await expect(canvas.getByRole('row', { name: /Trial of June.*Never/ })).toBeVisible()
  },
}
export const Loading: Story = states.loading('GET /operator/tenants')
export const Failing: Story = states.failing('GET /operator/tenants')
export const NoPermission: Story = states.refused('GET /operator/tenants')
export const Dark: Story = states.dark
export const German: Story = states.german
export const RightToLeft: Story = states.rightToLeft
export const Narrow: Story = states.narrow
export const NarrowRightToLeft: Story = states.narrowRightToLeft
export const Naughty: Story = states.naughty

export const Empty: Story = {
  ...states.seeded(({ operator }) => {
    operator.tenants = []
  }),
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('No organizations yet')).toBeVisible()
  },
}

export const LongData: Story = states.seeded(({ operator }) => {
  const [first] = operator.tenants
  if (first === undefined) return
  operator.tenants = Array.from({ length: 120 }, (_, index) => ({
    ...first,
    id: `t_${String(index)}`,
    slug: `tenant-${String(index)}`,
    name: index === 0 ? 'Donaudampfschifffahrtsgesellschaft'.repeat(4) : `Tenant ${String(index)}`,
  }))
})

/** By keyboard: what is typed and chosen narrows the list, on the server. */
export const Search: Story = {
  play: async (context) => {
    const { canvas } = context
    const search = await canvas.findByRole('searchbox', { name: 'Search by name or slug' })
    await canvas.findByRole('rowheader', { name: /Acme/ })
    search.focus()
    await userEvent.keyboard('east')
    await waitFor(() => expect(canvas.queryByRole('rowheader', { name: /Acme/ })).toBeNull())
    await expect(await canvas.findByRole('rowheader', { name: /Eastside/ })).toBeVisible()
    await userEvent.selectOptions(canvas.getByRole('combobox', { name: 'Status' }), 'Active')
    await expect(await canvas.findByText('No organization matches')).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Clear filters' }))
    await expect(await canvas.findByRole('rowheader', { name: /Acme/ })).toBeVisible()
    const asked = serverOf(context).requests.filter(({ operation }) => operation === 'GET /operator/tenants')
    await expect(asked.length).toBeGreaterThan(2)
  },
}

/** Pages that hold none that match are passed over: the server looks through so many at a time. */
export const EmptyPages: Story = {
  parameters: {
    wardkit: {
      overrides: {
        'GET /operator/tenants': ({ state, query }: FakeRequest<'GET /operator/tenants'>) =>
          query.get('cursor') === 'second'
            ? { items: state.operator.tenants.slice(0, 1), next: null }
            : { items: [], next: query.get('cursor') === null ? 'first' : 'second' },
      },
    },
  },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('rowheader', { name: /Acme/ })).toBeVisible()
  },
}

export const ReadOnly: Story = {
  args: { readOnly: true },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Open Acme Health' }))
    await expect(await canvas.findByRole('heading', { name: 'Acme Health' })).toBeVisible()
    await expect(canvas.queryByRole('button', { name: 'Suspend' })).toBeNull()
    await expect(canvas.queryByRole('button', { name: 'Delete' })).toBeNull()
  },
}

/** By keyboard: suspended, and let go on. */
export const SuspendAndResume: Story = {
  play: async (context) => {
    const { canvas } = context
    const { operator } = serverOf(context).state
    ;(await canvas.findByRole('button', { name: 'Open North Clinic' })).focus()
    await userEvent.keyboard('{Enter}')
    ;(await canvas.findByRole('button', { name: 'Suspend' })).focus()
    await userEvent.keyboard('{Enter}')
    const dialog = within(await screen.findByRole('alertdialog', { name: 'Suspend North Clinic?' }))
    await waitFor(() => expect(dialog.getByRole('button', { name: 'Cancel' })).toHaveFocus())
    await userEvent.keyboard('{Tab}')
    await waitFor(() => expect(dialog.getByRole('button', { name: 'Suspend' })).toHaveFocus())
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    await expect(await canvas.findByText(/Every request and login of this organization/)).toBeVisible()
    await expect(operator.tenants[1]?.status).toBe('suspended')
    await userEvent.click(await canvas.findByRole('button', { name: 'Resume' }))
    const again = within(await screen.findByRole('alertdialog', { name: 'Let North Clinic go on?' }))
    await userEvent.click(again.getByRole('button', { name: 'Resume' }))
    await expect(await canvas.findByRole('button', { name: 'Suspend' })).toBeVisible()
    await expect(operator.tenants[1]?.status).toBe('active')
  },
}

export const SuspendFails: Story = {
  parameters: {
    wardkit: { overrides: { 'POST /operator/tenants/{tenantId}/suspend': new FakeProblem(404, 'ERR_NOT_FOUND') } },
  },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Open North Clinic' }))
    await userEvent.click(await canvas.findByRole('button', { name: 'Suspend' }))
    const dialog = within(await screen.findByRole('alertdialog'))
    await userEvent.click(dialog.getByRole('button', { name: 'Suspend' }))
    await expect(await dialog.findByRole('alert')).toHaveTextContent('This no longer exists.')
  },
}

/** Nothing is deleted before its slug is typed. */
export const Delete: Story = {
  play: async (context) => {
    const { canvas } = context
    await userEvent.click(await canvas.findByRole('button', { name: 'Open Trial of June' }))
    await userEvent.click(await canvas.findByRole('button', { name: 'Delete' }))
    const dialog = within(await screen.findByRole('alertdialog', { name: 'Delete Trial of June?' }))
    const confirm = dialog.getByRole('button', { name: 'Delete organization' })
    await expect(confirm).toBeDisabled()
    await userEvent.type(dialog.getByRole('textbox', { name: /trial-of-june/ }), 'trial-of-june')
    await expect(confirm).toBeEnabled()
    await userEvent.click(confirm)
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    await expect(await canvas.findByRole('rowheader', { name: /Acme/ })).toBeVisible()
    await waitFor(() => expect(canvas.queryByRole('rowheader', { name: /Trial of June/ })).toBeNull())
    await expect(serverOf(context).state.operator.tenants).toHaveLength(4)
  },
}

export const Services: Story = {
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('tab', { name: 'Services' }))
    await expect(await canvas.findByRole('rowheader', { name: /Diagnostic service/ })).toBeVisible()
    await expect(canvas.getByRole('cell', { name: '14' })).toBeVisible()
  },
}

/** The numbers of the chart stand in a table too. */
export const Access: Story = {
  play: async (context) => {
    const { canvas, step } = context
    ;(await canvas.findByRole('tab', { name: 'Organizations' })).focus()
    await userEvent.keyboard('{ArrowRight}{ArrowRight}')
    await expect(
      await canvas.findByRole('img', { name: /allowed, .* denied and .* failed, in 7 steps/ }, LOADED),
    ).toBeVisible()
    await step('as a table, by keyboard', async () => {
      canvas.getByText('Show as a table').focus()
      await userEvent.keyboard('{Enter}')
      const table = within(await canvas.findByRole('table', { name: 'Requests' }))
      await expect(table.getAllByRole('row')).toHaveLength(8)
    })
    await step('the most denied first', async () => {
      const operations = within(canvas.getByRole('region', { name: 'Most denied operations' }))
      const [first] = operations.getAllByRole('listitem')
      await expect(first).toHaveTextContent('PUT:/patient/{patientId}641 of 2,951')
      await expect(operations.queryByText('GET:/appointment')).toBeNull()
    })
    await step('by hour', async () => {
      await userEvent.selectOptions(canvas.getByRole('combobox', { name: 'Step' }), 'By hour')
      await expect(await canvas.findByRole('img', { name: /in 168 steps/ })).toBeVisible()
    })
    await step('of one organization', async () => {
      await userEvent.click(canvas.getByRole('button', { name: 'Show North Clinic only' }))
      await waitFor(() => expect(canvas.queryByRole('region', { name: 'Busiest organizations' })).toBeNull())
      const asked = serverOf(context).requests.findLast(({ operation }) => operation === 'GET /operator/access-summary')
      await expect(asked?.query.get('tenant')).toBe('t_north')
      await userEvent.click(canvas.getByRole('button', { name: 'Show all organizations' }))
      await expect(await canvas.findByRole('region', { name: 'Busiest organizations' })).toBeVisible()
    })
  },
}

export const AccessDark: Story = { ...states.dark, play: openAccess }
export const AccessRightToLeft: Story = { ...states.rightToLeft, play: openAccess }
export const AccessNarrow: Story = { ...states.narrow, play: openAccess }

/** What is not in the numbers is said. */
export const AccessIncomplete: Story = {
  ...states.seeded(({ operator }) => {
    operator.complete = false
    operator.dropped = 3
  }),
  play: async (context) => {
    await openAccess(context)
    await expect(context.canvas.getByText(/The oldest requests of this period were removed/)).toBeVisible()
    await expect(context.canvas.getByText(/3 decisions of this time could not be kept/)).toBeVisible()
  },
}

export const AccessQuiet: Story = {
  ...states.seeded(({ operator }) => {
    operator.requests = []
  }),
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('tab', { name: 'Access' }))
    await expect(await canvas.findByText('No requests in this time', undefined, LOADED)).toBeVisible()
  },
}

async function openAccess({ canvas }: Parameters<NonNullable<Story['play']>>[0]): Promise<void> {
  const tabs = await canvas.findAllByRole('tab')
  await userEvent.click(tabs[2] ?? document.body)
  await expect(await canvas.findByRole('img', undefined, LOADED)).toBeVisible()
}
