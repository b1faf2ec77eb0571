import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, waitFor, within } from 'storybook/test'
import * as states from '../../stories/states.ts'
import { serverOf } from '../../stories/with-wardkit.tsx'
import { TEMPLATES } from '../../testing/fake/links.ts'
import { FakeProblem } from '../../testing/fake-problem.ts'
import { ShareDialog } from './share-dialog.tsx'
import { SharePanel } from './share-panel.tsx'

const meta: Meta<typeof SharePanel> = {
  title: 'Widgets/ShareDialog',
  component: SharePanel,
  args: { resource: { type: 'diagnostic', id: 'LAB-7725' }, name: 'LAB-7725' },
}
export default meta

type Story = StoryObj<typeof SharePanel>

const inDialog: Pick<Story, 'render'> = {
  render: (args) => <ShareDialog {...args} open onOpenChange={() => undefined} />,
}

export const Default: Story = {
  ...inDialog,
  play: async () => {
    const dialog = within(await screen.findByRole('dialog', { name: 'Share LAB-7725' }))
    await waitFor(() => expect(dialog.getByText('second.opinion@north-clinic.example')).toBeVisible())
    await expect(dialog.getByText('Ended')).toBeVisible()
  },
}
export const Panel: Story = {}
export const Loading: Story = states.loading('GET /links')
export const Failing: Story = states.failing('GET /links')
export const NoPermission: Story = states.refused('GET /links')
export const Dark: Story = { ...inDialog, ...states.dark }
export const German: Story = { ...inDialog, ...states.german }
export const RightToLeft: Story = { ...inDialog, ...states.rightToLeft }
export const Narrow: Story = { ...inDialog, ...states.narrow }
export const NarrowRightToLeft: Story = { ...inDialog, ...states.narrowRightToLeft }
export const Naughty: Story = states.naughty

export const Empty: Story = states.seeded((state) => {
  state.links = []
})

export const ReadOnly: Story = {
  ...states.readOnly('POST:/wardkit/links', 'DELETE:/wardkit/links/{linkId}'),
  play: async ({ canvas }) => {
    await canvas.findByText('Omar Khayyam')
    await expect(canvas.queryByRole('button', { name: 'Share' })).toBeNull()
    await expect(canvas.queryByRole('button', { name: /Stop sharing/ })).toBeNull()
  },
}

export const LongData: Story = states.seeded((state) => {
  const [first] = state.links
  if (first === undefined) return
  state.links = Array.from({ length: 80 }, (_, index) => ({
    ...first,
    id: `lnk_${String(index)}`,
    principal: {
      ...first.principal,
      name: index === 0 ? 'Donaudampfschifffahrtsgesellschaftskapitänspatent'.repeat(3) : `Person ${String(index)}`,
    },
  }))
})

/** With the keyboard alone. */
export const Share: Story = {
  ...inDialog,
  play: async (context) => {
    const dialog = within(await screen.findByRole('dialog'))
    const person = await dialog.findByRole('combobox', { name: 'Person' })
    person.focus()
    await userEvent.keyboard('{ArrowDown}')
    await waitFor(() => expect(screen.getByRole('combobox', { name: 'Search' })).toHaveFocus())
    await userEvent.keyboard('Rita')
    await screen.findByRole('option', { name: /Rita/ })
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(person).toHaveTextContent('Rita Levi-Montalcini'))
    await userEvent.selectOptions(dialog.getByRole('combobox', { name: 'Ends' }), '7')
    dialog.getByRole('button', { name: 'Share' }).focus()
    await userEvent.keyboard('{Enter}')
    await waitFor(() =>
      expect(dialog.getByRole('button', { name: 'Stop sharing with Rita Levi-Montalcini' })).toBeVisible(),
    )
    const made = serverOf(context).state.links.at(-1)
    await expect(made?.principal.id).toBe('u_rita')
    await expect(made?.template).toBe('share-report')
    await expect((made?.expiresAt ?? 0) - Date.now()).toBeGreaterThan(6 * 86_400_000)
  },
}

/** Who may not see the people of the tenant shares by e-mail. */
export const ByEmail: Story = {
  ...states.readOnly('GET:/wardkit/users', 'GET:/wardkit/roles'),
  play: async (context) => {
    const { canvas } = context
    const email = await canvas.findByRole('textbox', { name: 'E-mail' })
    await userEvent.type(email, 'nobody{Enter}')
    await expect(await canvas.findByText('Enter an e-mail address')).toBeVisible()
    await userEvent.type(email, '@clinic.example{Enter}')
    await waitFor(() =>
      expect(serverOf(context).state.links.at(-1)?.principal).toMatchObject({
        type: 'email',
        id: 'nobody@clinic.example',
      }),
    )
  },
}

/** It is done at once, and can be taken back. */
export const Revoke: Story = {
  play: async (context) => {
    const { canvas } = context
    ;(await canvas.findByRole('button', { name: 'Stop sharing with Omar Khayyam' })).focus()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(canvas.queryByRole('button', { name: 'Stop sharing with Omar Khayyam' })).toBeNull())
    const undo = await screen.findByRole('button', { name: 'Undo' })
    await waitFor(() => expect(undo).toBeVisible())
    await userEvent.click(undo)
    await canvas.findByRole('button', { name: 'Stop sharing with Omar Khayyam' })
    await expect(serverOf(context).state.links.at(-1)).toMatchObject({ template: 'review-report', expiresAt: null })
  },
}

/** Nobody gives what they do not have. */
export const Refused: Story = {
  parameters: { wardkit: { overrides: { 'POST /links': new FakeProblem(403, 'ERR_NOT_GRANTED') } } },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('combobox', { name: 'Person' }))
    await userEvent.click(await screen.findByRole('option', { name: /Rita/ }))
    await userEvent.click(canvas.getByRole('button', { name: 'Share' }))
    await expect(await canvas.findByText('You can only grant what you hold yourself.')).toBeVisible()
  },
}

/** A template may leave something open, which whoever shares says. */
export const Slots: Story = {
  parameters: {
    wardkit: {
      overrides: {
        'GET /templates': () => ({
          items: [
            {
              ...TEMPLATES[0],
              slots: [
                { name: 'until', types: ['instant'] },
                { name: 'copies', types: ['number'] },
              ],
            },
          ],
        }),
      },
    },
  },
  play: async (context) => {
    const { canvas } = context
    await userEvent.click(await canvas.findByRole('combobox', { name: 'Person' }))
    await userEvent.click(await screen.findByRole('option', { name: /Rita/ }))
    await userEvent.click(canvas.getByRole('button', { name: 'Share' }))
    await expect(await canvas.findAllByText('Fill this in')).toHaveLength(2)
    await userEvent.type(canvas.getByRole('spinbutton', { name: 'copies' }), '3')
    await userEvent.type(canvas.getByLabelText('until'), '2027-03-01T09:30')
    await userEvent.click(canvas.getByRole('button', { name: 'Share' }))
    await waitFor(() => expect(serverOf(context).state.links.at(-1)?.slots['copies']).toBe(3))
  },
}
