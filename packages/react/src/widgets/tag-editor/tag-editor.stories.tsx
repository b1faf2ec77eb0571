import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, waitFor, within } from 'storybook/test'
import * as states from '../../stories/states.ts'
import { serverOf } from '../../stories/with-wardkit.tsx'
import { FakeProblem } from '../../testing/fake-problem.ts'
import { TagEditor } from './tag-editor.tsx'

const meta: Meta<typeof TagEditor> = {
  title: 'Widgets/TagEditor',
  component: TagEditor,
  args: { holder: { type: 'user', id: 'u_dora' } },
}
export default meta

type Story = StoryObj<typeof TagEditor>

export const Default: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('doctors')).toBeVisible()
  },
}
export const Loading: Story = states.loading('GET /users/{userId}/tags')
export const Failing: Story = states.failing('GET /users/{userId}/tags')
export const NoPermission: Story = states.refused('GET /users/{userId}/tags')
export const Dark: Story = states.dark
export const German: Story = states.german
export const RightToLeft: Story = states.rightToLeft
export const Narrow: Story = states.narrow
export const NarrowRightToLeft: Story = states.narrowRightToLeft
export const Naughty: Story = states.naughty
export const OfApiKey: Story = { args: { holder: { type: 'apiKey', id: 'wk_9f3kq2' } } }
export const OfRole: Story = {
  args: { holder: { type: 'role', id: 'doctor' } },
  play: async (context) => {
    const { canvas } = context
    await userEvent.click(await canvas.findByRole('button', { name: 'Add tag' }))
    await waitFor(() => expect(canvas.getByRole('combobox', { name: 'Key' })).toHaveFocus())
    await userEvent.keyboard('ward{Tab}east{Enter}')
    await userEvent.click(await canvas.findByRole('button', { name: 'Save tags' }))
    await waitFor(() =>
      expect(serverOf(context).state.roles.find(({ id }) => id === 'doctor')?.tags).toEqual({ ward: ['east'] }),
    )
  },
}

/** What others hold already is offered, so that one thing is not called by two names. */
export const Suggestions: Story = {
  play: async (context) => {
    const { canvas } = context
    const offered = (input: HTMLElement) =>
      [...((input as HTMLInputElement).list?.options ?? [])].map(({ value }) => value)
    await userEvent.click(await canvas.findByRole('button', { name: 'Add tag' }))
    const key = canvas.getAllByRole('combobox', { name: 'Key' }).at(-1)
    const values = canvas.getAllByRole('combobox', { name: 'Values' }).at(-1)
    if (key === undefined || values === undefined) throw new TypeError('there is no row')
    await waitFor(() => expect(key).toHaveFocus())
    await waitFor(() => expect(offered(key)).toEqual(['function', 'ward']))
    await userEvent.keyboard('w')
    await waitFor(() => expect(offered(key)).toEqual(['ward']))
    await userEvent.keyboard('{Control>}a{/Control}function{Tab}rec')
    await waitFor(() => expect(offered(values)).toEqual(['reception']))
    const { query } =
      serverOf(context).requests.findLast(({ operation }) => operation === 'GET /tags/suggestions') ?? {}
    await expect(Object.fromEntries(query ?? [])).toMatchObject({ holder: 'user', key: 'function', prefix: 'rec' })
  },
}

/** Who may not list the holders is offered nothing, and told nothing. */
export const NoSuggestions: Story = {
  parameters: { wardkit: { overrides: { 'GET /tags/suggestions': new FakeProblem(403, 'ERR_FORBIDDEN') } } },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Add tag' }))
    await userEvent.keyboard('shift')
    await expect(canvas.queryByRole('alert')).toBeNull()
  },
}

export const OfResource: Story = {
  args: { holder: { type: 'resource', resourceType: 'patient', id: 'P-1005' } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('high')).toBeVisible()
  },
}

export const ReadOnly: Story = {
  ...states.readOnly('PATCH:/wardkit/users/{userId}/tags'),
  play: async ({ canvas }) => {
    await canvas.findByText('doctors')
    await waitFor(() => expect(canvas.queryByRole('textbox')).toBeNull())
    await expect(canvas.queryByRole('button', { name: 'Add tag' })).toBeNull()
  },
}

/** The system's are locked, and many more are no trouble. */
export const LongData: Story = states.seeded((state) => {
  const dora = state.users.find(({ id }) => id === 'u_dora')
  if (dora === undefined) return
  dora.tags = {
    'wardkit:source': ['sso'],
    ...Object.fromEntries(
      Array.from({ length: 44 }, (_, tag) => [`key-${String(tag)}`, ['a-long-value-'.repeat((tag % 5) + 1)]]),
    ),
  }
})

/** By keyboard: a tag more, one less and kept again, and what is saved is what was changed; it can be taken back. */
export const Edit: Story = {
  play: async (context) => {
    const { canvas, step } = context
    const tagsOfDora = () => serverOf(context).state.users.find(({ id }) => id === 'u_dora')?.tags
    await step('says what is missing', async () => {
      await userEvent.click(await canvas.findByRole('button', { name: 'Add tag' }))
      await waitFor(() => expect(canvas.getAllByRole('combobox', { name: 'Key' }).at(-1)).toHaveFocus())
      await userEvent.keyboard('shift')
      await userEvent.click(await canvas.findByRole('button', { name: 'Save tags' }))
      await expect(await canvas.findByText('Give the tag at least one value.')).toBeVisible()
    })
    await step('adds values, removes a tag, keeps it again', async () => {
      const values = canvas.getAllByRole('combobox', { name: 'Values' }).at(-1)
      if (values === undefined) throw new TypeError('there is no row')
      await userEvent.type(values, 'night{Enter}')
      await userEvent.click(canvas.getByRole('button', { name: 'Remove tag ward' }))
      await userEvent.click(await canvas.findByRole('button', { name: 'Keep tag ward' }))
      await userEvent.click(canvas.getByRole('button', { name: 'Remove tag function' }))
    })
    await step('saves by key, and takes it back', async () => {
      await userEvent.click(canvas.getByRole('button', { name: 'Save tags' }))
      const toast = await screen.findByText('Tags were saved')
      await expect(tagsOfDora()).toEqual({ ward: ['east', 'west'], shift: ['night'] })
      const { body } =
        serverOf(context).requests.findLast(({ operation }) => operation === 'PATCH /users/{userId}/tags') ?? {}
      await expect(body).toEqual({ set: { shift: ['night'] }, remove: ['function'] })
      const shown = toast.parentElement
      if (shown === null) throw new TypeError('there is no toast')
      await userEvent.click(within(shown).getByRole('button', { name: 'Undo' }))
      await waitFor(() => expect(tagsOfDora()).toEqual({ ward: ['east', 'west'], function: ['doctors'] }))
      await expect(await canvas.findByText('doctors')).toBeVisible()
    })
  },
}
