import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, waitFor, within } from 'storybook/test'
import type { FakeState } from '../../testing/fake-state.ts'
import * as states from '../../stories/states.ts'
import { serverOf } from '../../stories/with-wardkit.tsx'
import { AssumeRoleTrust } from './assume-role-trust.tsx'

const meta: Meta<typeof AssumeRoleTrust> = {
  title: 'Widgets/AssumeRoleTrust',
  component: AssumeRoleTrust,
  args: { role: 'auditor' },
}
export default meta

type Story = StoryObj<typeof AssumeRoleTrust>

const DIALOG = { timeout: 8_000 }

export const Default: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('rowheader', { name: /Rita Levi-Montalcini/ })).toBeVisible()
    await expect(canvas.getAllByRole('row')).toHaveLength(5)
    await expect(canvas.getByText('Asked for')).toBeVisible()
    await expect(canvas.getByRole('combobox', { name: 'Lasts at most' })).toHaveDisplayValue('10 minutes')
  },
}
export const Loading: Story = states.loading('GET /roles/{roleId}/trust')
export const Failing: Story = states.failing('GET /roles/{roleId}/trust')
export const NoPermission: Story = states.refused('GET /roles/{roleId}/trust')
export const Dark: Story = states.dark
export const German: Story = states.german
export const RightToLeft: Story = states.rightToLeft
export const Narrow: Story = states.narrow
export const NarrowRightToLeft: Story = states.narrowRightToLeft
export const Naughty: Story = states.naughty

export const ReadOnly: Story = {
  ...states.readOnly('PUT:/wardkit/roles/{roleId}/trust'),
  play: async ({ canvas }) => {
    await canvas.findByRole('rowheader', { name: /Rita/ })
    await expect(canvas.queryByRole('button', { name: /Add who/ })).toBeNull()
    await expect(canvas.queryByRole('button', { name: /Actions for/ })).toBeNull()
    await expect(canvas.getByRole('combobox', { name: 'Lasts at most' })).toBeDisabled()
  },
}

export const NoRoles: Story = {
  args: { role: undefined },
  ...states.seeded((state) => {
    state.roles = []
  }),
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('No roles of your own yet')).toBeVisible()
  },
}

export const LongData: Story = states.seeded((state) => {
  state.trusts['auditor'] = {
    trust: Array.from({ length: 50 }, (_, index) => ({
      id: `tru_${String(index)}`,
      tenant: `tnt_${'01HZX4Q9LABORATORY'.repeat(6)}${String(index)}`,
      principal: index % 2 === 0 ? null : `usr_${'Donaudampfschiff'.repeat(8)}`,
      tags:
        index === 0 ? { ['function'.repeat(10)]: Array.from({ length: 12 }, (__, at) => `value ${String(at)}`) } : {},
      externalId: index % 3 === 0,
    })),
    sessionTags: Array.from({ length: 30 }, (_, index) => `session-tag-${String(index)}`),
    maxDurationSeconds: 95,
    version: 3,
  }
})

/** Another role, by keyboard; nobody may assume it yet. */
export const ChooseRole: Story = {
  args: { role: undefined },
  play: async ({ canvas }) => {
    const role = await canvas.findByRole('combobox', { name: 'Role' })
    await expect(await canvas.findByText('Nobody may assume this role')).toBeVisible()
    role.focus()
    await userEvent.keyboard('{ArrowDown}')
    const search = await screen.findByRole('combobox', { name: 'Search' })
    await waitFor(() => expect(search).toHaveFocus())
    await userEvent.keyboard('audit')
    await screen.findByRole('option', { name: /Auditor/ })
    await userEvent.keyboard('{Enter}')
    await expect(await canvas.findByRole('rowheader', { name: /Rita/ })).toBeVisible()
  },
}

/** Another organization, with an external ID that is shown once: all of it by keyboard. */
export const AddOtherOrganization: Story = {
  args: { role: 'doctor' },
  play: async (context) => {
    const { canvas, step } = context
    const server = serverOf(context)
    let externalId = ''
    await step('says who', async () => {
      ;(await canvas.findByRole('button', { name: 'Add who may assume it' })).focus()
      await userEvent.keyboard('{Enter}')
      const dialog = within(await screen.findByRole('dialog', { name: 'Who may assume Doctor access' }, DIALOG))
      await waitFor(() => expect(dialog.getByRole('radio', { name: 'Your organization' })).toHaveFocus())
      await waitFor(() => expect(dialog.getByText(/Everybody in your organization could/)).toBeVisible())
      await userEvent.keyboard('{ArrowDown}')
      const tenant = await dialog.findByRole('textbox', { name: 'ID of the organization' })
      await userEvent.keyboard('{Enter}')
      await expect(await dialog.findByText('Give the ID of the organization.')).toBeVisible()
      await userEvent.keyboard('{Tab}')
      await waitFor(() => expect(tenant).toHaveFocus())
      await userEvent.keyboard('tnt_lab')
      await expect(dialog.getByText(/Everybody in that organization could/)).toBeVisible()
    })
    await step('asks for an external ID', async () => {
      const dialog = within(screen.getByRole('dialog'))
      dialog.getByRole('radio', { name: 'Do not ask for one' }).focus()
      await userEvent.keyboard('{ArrowDown}')
      const value = await dialog.findByRole<HTMLInputElement>('textbox', { name: 'New external ID' })
      externalId = value.value
      await expect(externalId).toMatch(/^[a-z2-9_]{24}$/)
      await expect(dialog.queryByText(/Everybody in that organization/)).toBeNull()
      value.focus()
      await userEvent.keyboard('{Enter}')
    })
    await step('shows it once', async () => {
      const dialog = within(await screen.findByRole('dialog', { name: 'Save the external ID' }))
      await expect(dialog.getByText(externalId)).toBeVisible()
      await userEvent.keyboard('{Escape}')
      await userEvent.click(dialog.getByRole('button', { name: 'I have saved it' }))
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
      await expect(await canvas.findByText('tnt_lab')).toBeVisible()
      await expect(document.body.textContent).not.toContain(externalId)
    })
    await expect(bodyOf(server)).toEqual({
      trust: [{ tenant: 'tnt_lab', tags: {}, externalId }],
      sessionTags: [],
      maxDurationSeconds: 900,
      version: 0,
    })
  },
}

export const AddPerson: Story = {
  args: { role: 'doctor' },
  play: async (context) => {
    const { canvas } = context
    await userEvent.click(await canvas.findByRole('button', { name: 'Add who may assume it' }))
    const dialog = within(await screen.findByRole('dialog', undefined, DIALOG))
    await userEvent.click(dialog.getByRole('radio', { name: /One person/ }))
    await userEvent.click(dialog.getByRole('button', { name: 'Add' }))
    await expect(await dialog.findByText('Choose a person.')).toBeVisible()
    await userEvent.click(dialog.getByRole('combobox', { name: 'Person' }))
    await userEvent.click(await screen.findByRole('option', { name: /Omar/ }))
    await userEvent.click(dialog.getByRole('button', { name: 'Add' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await expect(await canvas.findByRole('rowheader', { name: /Omar Khayyam/ })).toBeVisible()
    await expect(bodyOf(serverOf(context))).toMatchObject({ trust: [{ tenant: 't_acme', principal: 'u_omar' }] })
  },
}

/** What is not edited stays, external IDs too. */
export const Edit: Story = {
  play: async (context) => {
    const { canvas } = context
    ;(await canvas.findByRole('button', { name: 'Actions for wk_imaging7' })).focus()
    await userEvent.keyboard('{Enter}')
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Edit' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Change who may assume Auditor' }, DIALOG))
    const id = dialog.getByRole('textbox', { name: 'ID' })
    await expect(id).toHaveValue('wk_imaging7')
    await userEvent.clear(id)
    await userEvent.type(id, 'wk_imaging8')
    await userEvent.click(dialog.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await expect(await canvas.findByRole('rowheader', { name: 'wk_imaging8' })).toBeVisible()
    const { trust } = trustOf(serverOf(context).state)
    await expect(trust.map(({ externalId }) => externalId)).toEqual([false, false, true, false])
  },
}

export const Remove: Story = {
  play: async (context) => {
    const { canvas } = context
    ;(await canvas.findByRole('button', { name: 'Actions for Rita Levi-Montalcini' })).focus()
    await userEvent.keyboard('{Enter}')
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Remove' }))
    const dialog = within(await screen.findByRole('alertdialog', { name: 'Remove Rita Levi-Montalcini?' }))
    await waitFor(() => expect(dialog.getByRole('button', { name: 'Cancel' })).toHaveFocus())
    await userEvent.click(dialog.getByRole('button', { name: 'Remove' }))
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    await waitFor(() => expect(canvas.queryByRole('rowheader', { name: /Rita/ })).toBeNull())
    await expect(trustOf(serverOf(context).state).trust).toHaveLength(3)
  },
}

/** Somebody else was faster: nothing of theirs is overwritten. */
export const Conflict: Story = {
  play: async (context) => {
    const { canvas } = context
    const { state } = serverOf(context)
    const duration = await canvas.findByRole('combobox', { name: 'Lasts at most' })
    await waitFor(() => expect(duration).toBeEnabled())
    await userEvent.selectOptions(duration, '5 minutes')
    state.trusts['auditor'] = { ...trustOf(state), maxDurationSeconds: 60, version: 4 }
    await userEvent.click(await canvas.findByRole('button', { name: 'Save limits' }))
    await expect(await canvas.findByText('Somebody else changed this meanwhile')).toBeVisible()
    await expect(trustOf(state).maxDurationSeconds).toBe(60)
    await userEvent.click(canvas.getByRole('button', { name: 'Load what is there now' }))
    await waitFor(() => expect(canvas.getByRole('combobox', { name: 'Lasts at most' })).toHaveDisplayValue('1 minute'))
    await expect(canvas.queryByText('Somebody else changed this meanwhile')).toBeNull()
  },
}

export const Limits: Story = {
  play: async (context) => {
    const { canvas } = context
    const keys = await canvas.findByPlaceholderText('Add a key')
    await userEvent.type(keys, 'wardkit:x{Enter}')
    await expect(await canvas.findByText(/Keys that begin with “wardkit:”/)).toBeVisible()
    await expect(await canvas.findByRole('button', { name: 'Save limits' })).toBeDisabled()
    await userEvent.type(keys, '{Backspace}ticket{Enter}')
    await userEvent.click(canvas.getByRole('button', { name: 'Save limits' }))
    await waitFor(() => expect(canvas.queryByRole('button', { name: 'Save limits' })).toBeNull())
    await expect(trustOf(serverOf(context).state).sessionTags).toEqual(['case', 'ticket'])
  },
}

function bodyOf({ requests }: ReturnType<typeof serverOf>): unknown {
  return requests.findLast(({ operation }) => operation === 'PUT /roles/{roleId}/trust')?.body
}

function trustOf({ trusts }: FakeState) {
  const trust = trusts['auditor']
  if (trust === undefined) throw new TypeError('the fake says nothing of the role')
  return trust
}
