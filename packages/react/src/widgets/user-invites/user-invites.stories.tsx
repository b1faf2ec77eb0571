import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, screen, userEvent, waitFor, within } from 'storybook/test'
import { assertFits } from '../../stories/assert-fits.ts'
import * as states from '../../stories/states.ts'
import { serverOf } from '../../stories/with-wardkit.tsx'
import { FakeProblem } from '../../testing/fake-problem.ts'
import { UserInvites } from './user-invites.tsx'

const meta: Meta<typeof UserInvites> = { title: 'Widgets/UserInvites', component: UserInvites }
export default meta

type Story = StoryObj<typeof UserInvites>
type Canvas = Parameters<NonNullable<Story['play']>>[0]['canvas']

async function openDialog(canvas: Canvas) {
  await userEvent.click(await canvas.findByRole('button', { name: 'Invite people' }))
  const dialog = await screen.findByRole('dialog', { name: 'Invite people' }, { timeout: 5_000 })
  await waitFor(() => expect(dialog).toBeVisible())
  return within(dialog)
}

export const Default: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('rowheader', { name: /marie.curie/ })).toBeVisible()
    await expect(canvas.getByText('Expired')).toBeVisible()
  },
}
export const Loading: Story = states.loading('GET /invitations')
export const Failing: Story = states.failing('GET /invitations')
export const NoPermission: Story = states.refused('GET /invitations')
export const Dark: Story = states.dark
export const German: Story = states.german
export const RightToLeft: Story = states.rightToLeft
export const Narrow: Story = states.narrow
export const NarrowRightToLeft: Story = states.narrowRightToLeft
export const Naughty: Story = states.naughty

export const Empty: Story = {
  ...states.seeded((state) => {
    state.invitations = []
  }),
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('Nobody is waiting')).toBeVisible()
    await openDialog(canvas)
  },
}

export const ReadOnly: Story = {
  ...states.readOnly(
    'POST:/wardkit/invitations/bulk',
    'POST:/wardkit/invitations/{invitationId}/resend',
    'DELETE:/wardkit/invitations/{invitationId}',
  ),
  play: async ({ canvas }) => {
    await canvas.findByText('lin@acmehealth.example')
    await waitFor(() => expect(canvas.queryByRole('button')).toBeNull())
  },
}

export const LongData: Story = states.seeded((state) => {
  const [first] = state.invitations
  if (first === undefined) return
  state.invitations = Array.from({ length: 60 }, (_, index) => ({
    ...first,
    id: `i_${String(index)}`,
    email: `${'a-long-local-part-'.repeat(index === 0 ? 8 : 1)}${String(index)}@acmehealth.example`,
    roles: state.roles.map(({ id }) => id),
  }))
})

/** By keyboard: several e-mails, typed and pasted; a fault is said before anything is sent; one that is refused stays. */
export const InviteSeveral: Story = {
  args: { invite: { onAfter: fn() } },
  play: async (context) => {
    const { canvas, args, step } = context
    const dialog = await openDialog(canvas)
    const emails = dialog.getByLabelText('E-mails')
    await waitFor(() => expect(emails).toHaveFocus())
    await step('says what is no e-mail, and sends nothing', async () => {
      await userEvent.keyboard('ada@acmehealth.example, nonsense{Enter}{Enter}')
      await expect(await dialog.findByText('These are no e-mail addresses: nonsense.')).toBeVisible()
      await expect(serverOf(context).requests.some(({ operation }) => operation === 'POST /invitations/bulk')).toBe(
        false,
      )
      await userEvent.keyboard('{Backspace}')
      await waitFor(() => expect(dialog.queryByText(/These are no/)).toBeNull())
    })
    await step('takes a pasted list apart', async () => {
      await userEvent.paste('alan@acmehealth.example\nlin@acmehealth.example')
      await expect(await dialog.findByText('lin@acmehealth.example')).toBeVisible()
    })
    await step('chooses a role', async () => {
      await userEvent.tab()
      await userEvent.keyboard('{ArrowDown}')
      await userEvent.type(await screen.findByRole('combobox', { name: 'Search' }), 'Doctor')
      await screen.findByRole('option', { name: /Doctor/ })
      await userEvent.keyboard('{Enter}{Escape}')
      await waitFor(() => expect(screen.queryByRole('listbox')).toBeNull())
    })
    await userEvent.click(dialog.getByRole('button', { name: 'Send 3 invitations' }))
    await expect(await dialog.findByText(/is a member already, or invited/)).toBeVisible()
    await expect(await screen.findByText('2 invitations were sent')).toBeInTheDocument()
    await waitFor(() => expect(args.invite?.onAfter).toHaveBeenCalledOnce())
    await expect(dialog.queryByText('alan@acmehealth.example')).toBeNull()
    const { invitations } = serverOf(context).state
    await expect(invitations.find(({ email }) => email === 'ada@acmehealth.example')?.roles).toEqual(['doctor'])
    await userEvent.keyboard('{Escape}')
    await expect(await canvas.findByRole('rowheader', { name: /alan@/ })).toBeVisible()
  },
}

export const InviteDialogNarrow: Story = {
  ...states.narrowRightToLeft,
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'دعوة أشخاص' }))
    await waitFor(() => expect(screen.getByRole('dialog')).toBeVisible(), { timeout: 5_000 })
    await assertFits()
  },
}

export const SendAgain: Story = {
  play: async (context) => {
    const { canvas } = context
    await userEvent.click(await canvas.findByRole('button', { name: 'Actions for sam@acmehealth.example' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Send again' }))
    await expect(await screen.findByText('A new link was sent to sam@acmehealth.example')).toBeInTheDocument()
    await waitFor(() => expect(canvas.queryByText('Expired')).toBeNull())
  },
}

export const SendAgainFails: Story = {
  parameters: {
    wardkit: { overrides: { 'POST /invitations/{invitationId}/resend': new FakeProblem(429, 'ERR_RATE_LIMITED') } },
  },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Actions for lin@acmehealth.example' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Send again' }))
    await expect(await screen.findByText('The link could not be sent to lin@acmehealth.example')).toBeInTheDocument()
  },
}

export const TakeBack: Story = {
  play: async (context) => {
    const { canvas } = context
    const menu = await canvas.findByRole('button', { name: 'Actions for lin@acmehealth.example' })
    menu.focus()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(screen.getByRole('menuitem', { name: 'Send again' })).toHaveFocus())
    await userEvent.keyboard('{ArrowDown}{Enter}')
    const dialog = within(await screen.findByRole('alertdialog'))
    await userEvent.click(await dialog.findByRole('button', { name: 'Take back' }))
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    await waitFor(() => expect(canvas.queryByText('lin@acmehealth.example')).toBeNull())
  },
}
