import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, waitFor } from 'storybook/test'
import * as states from '../../stories/states.ts'
import { serverOf } from '../../stories/with-wardkit.tsx'
import { FakeProblem } from '../../testing/fake-problem.ts'
import { AccessTester } from './access-tester.tsx'

const meta: Meta<typeof AccessTester> = {
  title: 'Widgets/AccessTester',
  component: AccessTester,
  args: { defaultOperation: 'PUT:/patient/{patientId}', defaultParams: { patientId: '17' } },
}
export default meta

type Story = StoryObj<typeof AccessTester>

interface Play {
  readonly canvasElement: HTMLElement
}

/** Chooses the one whose name is typed, and asks, with the keyboard alone. In whatever language. */
async function askAbout(name: string, { canvasElement }: Play): Promise<void> {
  await waitFor(() => expect(canvasElement.querySelector('[role=combobox]')).not.toBeNull())
  canvasElement.querySelector<HTMLElement>('[role=combobox]')?.focus()
  await userEvent.keyboard('{ArrowDown}')
  await waitFor(() => expect(document.activeElement?.tagName).toBe('INPUT'))
  await userEvent.keyboard(name)
  await screen.findByRole('option', { name: new RegExp(name) })
  await userEvent.keyboard('{Enter}')
  await waitFor(() => expect(screen.queryByRole('listbox')).toBeNull())
  canvasElement.querySelector<HTMLElement>('[type=submit]')?.focus()
  await userEvent.keyboard('{Enter}')
  await waitFor(() => expect(canvasElement.querySelector('[data-slot=verdict]')).not.toBeNull())
}

const refusedOf = (name: string) => ({ play: (context: Play) => askAbout(name, context) })

export const Default: Story = {
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Ask' }))
    await expect(await canvas.findByText('Choose who it is about')).toBeVisible()
  },
}
export const Loading: Story = states.loading('GET /services')
export const Failing: Story = states.failing('GET /services')
export const NoPermission: Story = states.refused('GET /services')

/** Why not, and what would change it. */
export const Refused: Story = {
  play: async (context) => {
    const { canvas } = context
    await askAbout('Rita', context)
    await expect(await canvas.findByText(/No, /)).toHaveTextContent('No, Rita Levi-Montalcini may not')
    await expect(canvas.getByText('PUT /patient/17')).toBeVisible()
    await expect(canvas.getByText("$principalTags:function = 'doctors'")).toBeVisible()
    await expect(canvas.getByText(/Give them the role/)).toHaveTextContent('Give them the role Admin')
    const asked = serverOf(context).requests.findLast(({ operation }) => operation === 'POST /explain')
    await expect(asked?.body).toEqual({
      principal: { type: 'user', id: 'u_rita' },
      question: { operation: 'PUT:/patient/{patientId}', params: { patientId: '17' } },
    })
  },
}
export const Dark: Story = { ...states.dark, ...refusedOf('Rita') }
export const German: Story = { ...states.german, ...refusedOf('Rita') }
export const RightToLeft: Story = { ...states.rightToLeft, ...refusedOf('Rita') }
export const Narrow: Story = { ...states.narrow, ...refusedOf('Rita') }
export const NarrowRightToLeft: Story = { ...states.narrowRightToLeft, ...refusedOf('Rita') }
export const Naughty: Story = states.naughty

export const Allowed: Story = {
  play: async (context) => {
    await askAbout('Dora', context)
    await expect(await context.canvas.findByText(/Yes, /)).toHaveTextContent('Yes, Dora Doctor may')
  },
}

/** The answer may hang on what a request will carry. */
export const Depends: Story = {
  parameters: {
    wardkit: {
      overrides: {
        'POST /explain': () => ({
          operation: 'PUT:/patient/{patientId}',
          answer: 'depends',
          dependsOn: ['$body:lastVisitDate', '$body:notes'],
          reason: 'depends',
          revision: 1,
          text: '',
          statements: [],
          changes: [],
          changesCutShort: false,
        }),
      },
    },
  },
  play: async (context) => {
    await askAbout('Omar', context)
    await expect(await context.canvas.findByText('$body:lastVisitDate')).toBeVisible()
  },
}

/** Somebody who was removed meanwhile. */
export const Gone: Story = {
  parameters: { wardkit: { overrides: { 'POST /explain': new FakeProblem(404, 'ERR_NOT_FOUND') } } },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('combobox', { name: 'Who' }))
    await userEvent.click(await screen.findByRole('option', { name: /Newton/ }))
    await userEvent.click(canvas.getByRole('button', { name: 'Ask' }))
    await expect(await canvas.findByText('This no longer exists.')).toBeVisible()
  },
}

/** A key has no person behind it: it is asked about by itself. */
export const ApiKey: Story = {
  play: async ({ canvas }) => {
    await userEvent.selectOptions(await canvas.findByRole('combobox', { name: 'Kind' }), 'apiKey')
    await userEvent.click(canvas.getByRole('combobox', { name: 'Who' }))
    await userEvent.click(await screen.findByRole('option', { name: /Nightly export/ }))
    await userEvent.click(canvas.getByRole('button', { name: 'Ask' }))
    await expect(await canvas.findByText(/No, /)).toHaveTextContent('No, Nightly export may not')
  },
}
