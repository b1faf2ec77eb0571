import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, waitFor } from 'storybook/test'
import * as states from '../../stories/states.ts'
import { serverOf } from '../../stories/with-wardkit.tsx'
import { createConnection } from '../../testing/fake/connections.ts'
import { GroupRoleMapping } from './group-role-mapping.tsx'

const meta: Meta<typeof GroupRoleMapping> = { title: 'Widgets/GroupRoleMapping', component: GroupRoleMapping }
export default meta

type Story = StoryObj<typeof GroupRoleMapping>

export const Default: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('Holds')).toBeVisible()
    await expect(canvas.getAllByText('Does not hold')).toHaveLength(2)
    await expect(canvas.getByRole('group', { name: 'This person would get' })).toHaveTextContent('Doctor access')
    // The roles come later than the rules, and change nothing of them.
    await waitFor(() =>
      expect(canvas.getAllByRole('combobox', { name: 'Role' })[0]).toHaveDisplayValue('Doctor access'),
    )
  },
}
export const Loading: Story = states.loading('GET /connections/{connectionId}/mapping')
export const Failing: Story = states.failing('GET /connections/{connectionId}/mapping')
export const NoPermission: Story = states.refused('GET /connections')
export const Dark: Story = states.dark
export const German: Story = states.german
export const RightToLeft: Story = states.rightToLeft
export const Narrow: Story = states.narrow
export const NarrowRightToLeft: Story = states.narrowRightToLeft
export const Naughty: Story = states.naughty

export const Empty: Story = states.seeded((state) => {
  state.connections = []
})

export const NoRules: Story = states.seeded((state) => {
  state.mappings = {}
  state.testRuns = {}
})

export const ReadOnly: Story = {
  ...states.readOnly('PUT:/wardkit/connections/{connectionId}/mapping'),
  play: async ({ canvas }) => {
    await canvas.findByText('Holds')
    await expect(canvas.queryByRole('button', { name: 'Add rule' })).toBeNull()
    for (const attribute of canvas.getAllByRole('textbox', { name: 'Attribute' }))
      await expect(attribute).toBeDisabled()
  },
}

export const LongData: Story = states.seeded((state) => {
  state.connections.push(createConnection(Date.now(), { id: 'c_entra', name: 'Entra ID' }))
  const mapping = state.mappings['c_okta']
  if (mapping === undefined) return
  mapping.rules = Array.from({ length: 40 }, (_, index) => ({
    attribute: 'urn:acme:claims:directory:groups',
    match: 'contains',
    value: `CN=Donaudampfschifffahrtsgesellschaft ${String(index)},OU=Groups,DC=acme,DC=example`,
    role: 'doctor',
  }))
})

/** Pasted claims show at once which rule holds, and what of them no rule names. */
export const Try: Story = {
  play: async (context) => {
    const { canvas, step } = context
    await step('claims are pasted', async () => {
      await canvas.findByText('Holds')
      await userEvent.selectOptions(canvas.getByRole('combobox', { name: 'Claims' }), 'pasted')
      const claims = await canvas.findByRole('textbox', { name: 'Claims as JSON' })
      claims.focus()
      await userEvent.paste('{"groups": ["Night Shift"], "department": "Compliance"}')
      await waitFor(() =>
        expect(canvas.getByRole('group', { name: 'This person would get' })).toHaveTextContent('Auditor'),
      )
    })
    await step('a value that no rule names becomes a rule', async () => {
      const add = await canvas.findByRole('button', { name: 'Add a rule for Night Shift' })
      add.focus()
      await userEvent.keyboard('{Enter}')
      await userEvent.selectOptions(
        (await canvas.findAllByRole('combobox', { name: 'Role' }))[3] ?? add,
        'receptionist',
      )
      await waitFor(() =>
        expect(canvas.getByRole('group', { name: 'This person would get' })).toHaveTextContent('Receptionist'),
      )
    })
    await step('nothing is kept until it is saved', async () => {
      await expect(serverOf(context).state.mappings['c_okta']?.rules).toHaveLength(3)
      await userEvent.click(canvas.getByRole('button', { name: 'Save mapping' }))
      await waitFor(() => expect(canvas.queryByRole('button', { name: 'Save mapping' })).toBeNull())
    })
    const kept = serverOf(context).state.mappings['c_okta']
    await expect(kept?.version).toBe(5)
    await expect(kept?.rules[3]).toEqual({
      attribute: 'groups',
      match: 'contains',
      value: 'Night Shift',
      role: 'receptionist',
    })
  },
}

/** With the keyboard alone; a rule that is not whole is not saved. */
export const AddRule: Story = {
  play: async (context) => {
    const { canvas } = context
    const add = await canvas.findByRole('button', { name: 'Add rule' })
    add.focus()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(canvas.getAllByRole('textbox', { name: 'Value' })[3]).toHaveFocus())
    await userEvent.keyboard('{Enter}')
    await expect((await canvas.findAllByText('Fill this in')).length).toBe(2)
    await userEvent.keyboard('Billing')
    await userEvent.selectOptions(canvas.getAllByRole('combobox', { name: 'Role' })[3] ?? add, 'auditor')
    canvas.getByRole('button', { name: 'Save mapping' }).focus()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(serverOf(context).state.mappings['c_okta']?.rules).toHaveLength(4))
  },
}

/** What somebody else saved meanwhile is not overwritten. */
export const Conflict: Story = {
  play: async (context) => {
    const { canvas } = context
    await userEvent.click(await canvas.findByRole('button', { name: 'Remove rule 1' }))
    const mapping = serverOf(context).state.mappings['c_okta']
    if (mapping !== undefined) mapping.version = 9
    await userEvent.click(await canvas.findByRole('button', { name: 'Save mapping' }))
    await userEvent.click(await canvas.findByRole('button', { name: 'Load theirs' }))
    await waitFor(() => expect(canvas.getAllByRole('textbox', { name: 'Value' })).toHaveLength(3))
    await expect(mapping?.rules).toHaveLength(3)
  },
}
