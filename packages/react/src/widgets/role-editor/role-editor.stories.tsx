import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, waitFor, within } from 'storybook/test'
import * as states from '../../stories/states.ts'
import { serverOf } from '../../stories/with-wardkit.tsx'
import { FakeProblem } from '../../testing/fake-problem.ts'
import { RoleEditor } from './role-editor.tsx'

const meta: Meta<typeof RoleEditor> = {
  title: 'Widgets/RoleEditor',
  component: RoleEditor,
  args: { defaultRole: 'doctor' },
}
export default meta

type Story = StoryObj<typeof RoleEditor>

export const Default: Story = {
  play: async ({ canvas }) => {
    const form = within(await canvas.findByRole('form', { name: 'Doctor access' }))
    await expect(form.getAllByText('/patient/{patientId}')).toHaveLength(2)
    await expect(form.getByText("$principalTags:function = 'doctors'")).toBeVisible()
  },
}
export const Loading: Story = states.loading('GET /roles')
export const Failing: Story = states.failing('GET /roles')
export const NoPermission: Story = states.refused('GET /roles')
export const Dark: Story = states.dark
export const German: Story = states.german
export const RightToLeft: Story = states.rightToLeft
export const Narrow: Story = states.narrow
export const NarrowRightToLeft: Story = states.narrowRightToLeft
export const Naughty: Story = states.naughty

export const Empty: Story = {
  args: { defaultRole: undefined as never },
  ...states.seeded((state) => {
    state.roles = []
  }),
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('No roles of your own yet')).toBeVisible()
  },
}

export const ReadOnly: Story = {
  ...states.readOnly('POST:/wardkit/roles', 'PATCH:/wardkit/roles/{roleId}', 'DELETE:/wardkit/roles/{roleId}'),
  play: async ({ canvas }) => {
    const form = within(await canvas.findByRole('form', { name: 'Doctor access' }))
    await expect(form.getByRole('textbox', { name: 'Name' })).toHaveAttribute('readonly')
    await expect(canvas.queryByRole('button', { name: 'New role' })).toBeNull()
    await expect(form.queryByRole('button', { name: 'Save changes' })).toBeNull()
  },
}

export const BuiltIn: Story = {
  args: { defaultRole: 'member' },
  play: async ({ canvas }) => {
    const form = within(await canvas.findByRole('form', { name: 'Member' }))
    await expect(form.getByText(/comes with the application/)).toBeVisible()
    await expect(form.queryByRole('button', { name: 'Save changes' })).toBeNull()
  },
}

export const LongData: Story = states.seeded((state) => {
  const [first] = state.roles
  if (first === undefined) return
  const rule = (index: number) =>
    `- allow: ['GET:/patient/{patientId}', 'PUT:/patient/{patientId}']\n  where: $principalTags:function IN ('doctors', 'nurses', 'a value that goes on and on and on for as long as a value may ${String(index)}')`
  state.roles = Array.from({ length: 60 }, (_, index) => ({
    ...first,
    id: index === 0 ? 'doctor' : `role-${String(index)}`,
    name: index === 0 ? 'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(3) : `Role ${String(index)}`,
    policy: Array.from({ length: 6 }, (__, statement) => rule(statement)).join('\n'),
  }))
})

export const Create: Story = {
  play: async (context) => {
    const { canvas, step } = context
    await userEvent.click(await canvas.findByRole('button', { name: 'New role' }))
    const form = within(await canvas.findByRole('form', { name: 'New role' }))
    await step('says what is missing once it is to be saved', async () => {
      await userEvent.click(form.getByRole('button', { name: 'Add a rule' }))
      await userEvent.click(form.getByRole('button', { name: 'Create role' }))
      await expect(await form.findByText('Give the role a name.')).toBeVisible()
      await expect(form.getByText('Choose at least one operation.')).toBeVisible()
      await expect(serverOf(context).requests.some(({ operation }) => operation === 'POST /roles')).toBe(false)
    })
    await userEvent.type(form.getByRole('textbox', { name: 'Name' }), 'Nurses')
    await step('chooses an operation by searching', async () => {
      await userEvent.click(form.getByRole('button', { name: 'Choose operations' }))
      const dialog = within(await screen.findByRole('dialog', { name: 'Choose operations' }))
      await userEvent.type(dialog.getByRole('searchbox', { name: 'Search operations' }), 'read a patient')
      await userEvent.click(await dialog.findByRole('checkbox', { name: /patientId/ }))
      await userEvent.click(dialog.getByRole('button', { name: 'Done' }))
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    })
    await step('writes a condition', async () => {
      await userEvent.click(form.getByRole('radio', { name: 'Under a condition' }))
      await userEvent.type(form.getByRole('combobox', { name: 'Tag key' }), 'function')
      await userEvent.type(form.getByRole('combobox', { name: 'With' }), "nurses' aides")
      await expect(form.getByText("$principalTags:function = 'nurses'' aides'")).toBeVisible()
    })
    await userEvent.click(form.getByRole('button', { name: 'Create role' }))
    await expect(await canvas.findByRole('form', { name: 'Nurses' })).toBeVisible()
    const { body } = serverOf(context).requests.findLast(({ operation }) => operation === 'POST /roles') ?? {}
    await expect(body).toEqual({
      name: 'Nurses',
      description: '',
      policy: `version: 1\ntype: openAPI\npolicy:\n  - allow:\n      - GET:/patient/{patientId}\n    where: $principalTags:function = 'nurses'' aides'\n`,
    })
  },
}

export const AsText: Story = {
  play: async ({ canvas, step }) => {
    const form = within(await canvas.findByRole('form', { name: 'Doctor access' }))
    await userEvent.click(form.getByRole('tab', { name: 'Policy text' }))
    // The text stands in a plain field until the editor has come.
    await waitFor(
      () => expect(form.getByRole('textbox', { name: 'Policy text' })).toHaveAttribute('contenteditable', 'true'),
      { timeout: 15_000 },
    )
    const editor = form.getByRole('textbox', { name: 'Policy text' })
    await step('checks what is typed with the real checker', async () => {
      await userEvent.click(editor)
      await userEvent.keyboard('{Control>}{End}{/Control}')
      await userEvent.keyboard('{Enter}- allow: nothing')
      await expect((await form.findAllByText(/Line \d+, column \d+/))[0]).toBeVisible()
    })
    await step('cannot be saved with errors', async () => {
      await userEvent.click(form.getByRole('button', { name: 'Save changes' }))
      await expect(form.getByText('The text has mistakes. Correct them to go back to the form.')).toBeVisible()
    })
  },
}

/** On a telephone the list and a role take turns, and the focus goes with them. */
export const TakingTurns: Story = {
  ...states.narrow,
  args: { defaultRole: undefined as never },
  play: async ({ canvas }) => {
    const item = await canvas.findByRole('button', { name: /^Doctor access/ })
    await expect(canvas.queryByText('Choose a role')).not.toBeVisible()
    item.focus()
    await userEvent.keyboard('{Enter}')
    const back = await canvas.findByRole('button', { name: 'All roles' })
    await waitFor(() => expect(back).toHaveFocus())
    await expect(await canvas.findByRole('form', { name: 'Doctor access' })).toBeVisible()
    await expect(item).not.toBeVisible()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(item).toHaveFocus())
  },
}

/** Who gains or loses what is said before it is saved. */
export const Preview: Story = {
  play: async (context) => {
    const { canvas } = context
    const form = within(await canvas.findByRole('form', { name: 'Doctor access' }))
    await userEvent.click((await form.findAllByRole('button', { name: /Remove .*patientId/ }))[1] ?? document.body)
    const preview = within(await form.findByRole('region', { name: 'Who gains or loses what' }))
    await expect(await preview.findByText(/1 of the 2 who hold it may do something else/)).toBeVisible()
    await expect(preview.getByText('Lost')).toBeVisible()
    await expect(preview.getByText('Dora Doctor')).toBeVisible()
    await expect(preview.queryByText('Omar Khayyam')).toBeNull()
    const asked = serverOf(context).requests.filter(({ operation }) => operation === 'POST /roles/preview')
    await expect(asked.at(-1)?.body).toMatchObject({ roleId: 'doctor' })
    await expect(serverOf(context).requests.some(({ operation }) => operation === 'PATCH /roles/{roleId}')).toBe(false)
  },
}

/** Who may not ask for it is not told that something failed. */
export const PreviewRefused: Story = {
  parameters: { wardkit: { overrides: { 'POST /roles/preview': new FakeProblem(403, 'ERR_FORBIDDEN') } } },
  play: async (context) => {
    const { canvas } = context
    const form = within(await canvas.findByRole('form', { name: 'Doctor access' }))
    await userEvent.click((await form.findAllByRole('button', { name: /Remove .*patientId/ }))[1] ?? document.body)
    await waitFor(() =>
      expect(serverOf(context).requests.some(({ operation }) => operation === 'POST /roles/preview')).toBe(true),
    )
    await waitFor(() => expect(form.queryByRole('region', { name: 'Who gains or loses what' })).toBeNull())
    await expect(form.getByRole('button', { name: 'Save changes' })).toBeEnabled()
  },
}

export const Conflict: Story = {
  parameters: {
    wardkit: { overrides: { 'PATCH /roles/{roleId}': new FakeProblem(409, 'ERR_CONFLICT') } },
  },
  play: async ({ canvas }) => {
    const form = within(await canvas.findByRole('form', { name: 'Doctor access' }))
    await userEvent.type(form.getByRole('textbox', { name: 'Name' }), ' 2')
    await userEvent.click(form.getByRole('button', { name: 'Save changes' }))
    await expect(await form.findByText('Somebody else changed this role meanwhile')).toBeVisible()
    await userEvent.click(await form.findByRole('button', { name: 'Load theirs' }))
    await expect(form.getByRole('textbox', { name: 'Name' })).toHaveValue('Doctor access')
  },
}

/** Tags are saved with the rest, and only where they were changed: those of whoever assumes the role. */
export const Tags: Story = {
  ...states.seeded((state) => {
    const doctor = state.roles.find(({ id }) => id === 'doctor')
    if (doctor !== undefined) doctor.tags = { 'wardkit:kept': ['yes'], ward: ['east'] }
  }),
  play: async (context) => {
    const { canvas, step } = context
    const saved = () => serverOf(context).requests.findLast(({ operation }) => operation === 'PATCH /roles/{roleId}')
    const form = within(await canvas.findByRole('form', { name: 'Doctor access' }))
    const tags = within(form.getByRole('group', { name: 'Tags' }))
    await step('says what is missing, and saves nothing', async () => {
      await userEvent.click(await tags.findByRole('button', { name: 'Add tag' }))
      await waitFor(() => expect(tags.getAllByRole('combobox', { name: 'Key' }).at(-1)).toHaveFocus())
      await userEvent.keyboard('shift')
      await userEvent.click(form.getByRole('button', { name: 'Save changes' }))
      await expect(await tags.findByText('Give the tag at least one value.')).toBeVisible()
      await expect(saved()).toBeUndefined()
    })
    await step('saves them without the system’s', async () => {
      await userEvent.type(tags.getAllByRole('combobox', { name: 'Values' }).at(-1) ?? document.body, 'night{Enter}')
      await userEvent.click(form.getByRole('button', { name: 'Save changes' }))
      await waitFor(() => expect(saved()?.body).toMatchObject({ tags: { ward: ['east'], shift: ['night'] } }))
      await expect(saved()?.body).not.toHaveProperty('tags.wardkit:kept')
    })
    await step('leaves them out where something else was changed', async () => {
      const name = await canvas.findByRole('textbox', { name: 'Name' })
      await waitFor(() => expect(canvas.getByRole('button', { name: 'Save changes' })).toBeDisabled())
      await userEvent.type(name, ' 2')
      await userEvent.click(canvas.getByRole('button', { name: 'Save changes' }))
      await waitFor(() => expect(saved()?.body).toMatchObject({ name: 'Doctor access 2' }))
      await expect(saved()?.body).not.toHaveProperty('tags')
    })
  },
}

export const LeavingChanges: Story = {
  play: async ({ canvas }) => {
    const form = within(await canvas.findByRole('form', { name: 'Doctor access' }))
    await userEvent.type(form.getByRole('textbox', { name: 'Name' }), ' 2')
    await userEvent.click(canvas.getByRole('button', { name: /Auditor/ }))
    const dialog = within(await screen.findByRole('alertdialog', { name: 'Discard your changes?' }))
    await userEvent.click(dialog.getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    await expect(form.getByRole('textbox', { name: 'Name' })).toHaveValue('Doctor access 2')
  },
}

export const Delete: Story = {
  play: async (context) => {
    const { canvas } = context
    await userEvent.click(await canvas.findByRole('button', { name: 'Delete role' }))
    const dialog = within(await screen.findByRole('alertdialog', { name: 'Delete “Doctor access”?' }))
    await expect(await dialog.findByText(/1 of the 2 who hold it can do less without it/)).toBeVisible()
    await expect(dialog.getByText('Dora Doctor')).toBeVisible()
    const asked = serverOf(context).requests.findLast(({ operation }) => operation === 'POST /roles/preview')
    await expect(asked?.body).toEqual({ roleId: 'doctor', policy: null })
    await expect(serverOf(context).state.roles.some(({ id }) => id === 'doctor')).toBe(true)
    await userEvent.click(dialog.getByRole('button', { name: 'Delete role' }))
    await expect(await canvas.findByText('Choose a role')).toBeVisible()
    await expect(serverOf(context).state.roles.some(({ id }) => id === 'doctor')).toBe(false)
  },
}
