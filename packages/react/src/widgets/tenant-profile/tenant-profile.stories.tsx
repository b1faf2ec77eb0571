import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, screen, userEvent, waitFor, within } from 'storybook/test'
import * as states from '../../stories/states.ts'
import { serverOf } from '../../stories/with-wardkit.tsx'
import { TenantProfile } from './tenant-profile.tsx'

const meta: Meta<typeof TenantProfile> = { title: 'Widgets/TenantProfile', component: TenantProfile }
export default meta

type Story = StoryObj<typeof TenantProfile>

const GUARDRAIL = `version: 1
type: openAPI
policy:
  - deny:
      - PUT:/patient/{patientId}
`

export const Default: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('textbox', { name: 'Name' })).toHaveValue('Acme Health')
    await expect(await canvas.findByText('There is no guardrail: roles alone decide.')).toBeVisible()
  },
}
export const Loading: Story = states.loading('GET /tenant')
export const Failing: Story = states.failing('GET /tenant')
export const NoPermission: Story = states.refused('GET /tenant')
export const Dark: Story = states.dark
export const German: Story = states.german
export const RightToLeft: Story = states.rightToLeft
export const Narrow: Story = states.narrow
export const NarrowRightToLeft: Story = states.narrowRightToLeft

export const Naughty: Story = states.naughty

export const ReadOnly: Story = {
  ...states.readOnly('PATCH:/wardkit/tenant', 'PUT:/wardkit/guardrail'),
  play: async ({ canvas }) => {
    await waitFor(() => expect(canvas.getByRole('textbox', { name: 'Name' })).toHaveAttribute('readonly'))
    await expect(canvas.getByRole('switch')).toBeDisabled()
    await canvas.findByText('There is no guardrail: roles alone decide.')
    await expect(canvas.queryByRole('button', { name: 'Write a guardrail' })).toBeNull()
  },
}

/** By keyboard: what is no address is said, and what is saved is what was changed alone. */
export const Save: Story = {
  play: async (context) => {
    const { canvas, step } = context
    const terms = await canvas.findByRole('textbox', { name: 'Terms' })
    await waitFor(() => expect(terms).not.toHaveAttribute('readonly'))
    await step('an address that is none', async () => {
      await userEvent.type(terms, 'javascript:alert(1){Enter}')
      await expect(await canvas.findByText('Enter an address that begins with https://.')).toBeVisible()
    })
    await step('one that is', async () => {
      await userEvent.clear(terms)
      await userEvent.type(terms, 'https://acme.example/terms{Enter}')
      await expect(await screen.findByText('The settings were saved')).toBeInTheDocument()
    })
    await waitFor(() => expect(canvas.queryByRole('button', { name: 'Save changes' })).toBeNull())
    const { body } = serverOf(context).requests.findLast(({ operation }) => operation === 'PATCH /tenant') ?? {}
    await expect(body).toEqual({ version: 3, branding: { termsUrl: 'https://acme.example/terms' } })
  },
}

/** What concerns security asks for a proof, and goes on from there. */
export const RequireSecondFactor: Story = {
  ...states.seeded((state) => {
    state.stepUp = { proved: false, methods: ['password'] }
  }),
  play: async (context) => {
    const { canvas } = context
    const secondFactor = await canvas.findByRole('switch', { name: /Everybody needs a second factor/ })
    await waitFor(() => expect(secondFactor).toBeEnabled())
    await userEvent.click(secondFactor)
    await userEvent.click(await canvas.findByRole('button', { name: 'Save changes' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Confirm that it’s you' }, { timeout: 5_000 }))
    await userEvent.type(await dialog.findByLabelText('Password'), 'correct horse battery{Enter}')
    await waitFor(() => expect(serverOf(context).state.tenant.settings.secondFactor).toBe('required'))
  },
}

/** Somebody else has saved meanwhile: nothing is overwritten, and theirs can be loaded. */
export const Conflict: Story = {
  play: async (context) => {
    const { canvas } = context
    const { settings } = serverOf(context).state.tenant
    const name = await canvas.findByRole('textbox', { name: 'Name' })
    await waitFor(() => expect(name).not.toHaveAttribute('readonly'))
    Object.assign(settings, { version: 4, name: 'Acme Hospitals' })
    await userEvent.clear(name)
    await userEvent.type(name, 'Acme Clinics{Enter}')
    await expect(await canvas.findByText(/Somebody else changed this meanwhile/)).toBeVisible()
    await expect(settings.name).toBe('Acme Hospitals')
    await userEvent.click(canvas.getByRole('button', { name: 'Load again' }))
    await waitFor(() => expect(name).toHaveValue('Acme Hospitals'))
  },
}

export const Guardrail: Story = {
  ...states.seeded(({ tenant }) => {
    tenant.guardrail = { policy: GUARDRAIL, version: 2, updatedAt: 1_700_000_000_000 }
  }),
  play: async (context) => {
    const { canvas } = context
    await expect(
      await canvas.findByRole('textbox', { name: 'Policy of the guardrail' }, { timeout: 8_000 }),
    ).toBeVisible()
    const remove = await canvas.findByRole('button', { name: 'Take away' })
    await userEvent.click(remove)
    await waitFor(() => expect(serverOf(context).state.tenant.guardrail.policy).toBeNull())
    await expect(await canvas.findByRole('button', { name: 'Write a guardrail' })).toBeVisible()
  },
}

/** Nothing is deleted before the slug is typed and it is sure who asks. */
export const Delete: Story = {
  args: { remove: { onAfter: fn() } },
  play: async (context) => {
    const { canvas, args } = context
    ;(await canvas.findByRole('button', { name: 'Delete this organization' })).focus()
    await userEvent.keyboard('{Enter}')
    const dialog = within(await screen.findByRole('alertdialog', { name: 'Delete Acme Health?' }))
    const confirm = dialog.getByRole('button', { name: 'Delete this organization' })
    await expect(confirm).toBeDisabled()
    await userEvent.type(dialog.getByRole('textbox', { name: /acme-health/ }), 'acme-health')
    await waitFor(() => expect(confirm).toBeEnabled())
    await userEvent.click(confirm)
    await waitFor(() => expect(args.remove?.onAfter).toHaveBeenCalledOnce())
    await expect(serverOf(context).state.session).toBeNull()
  },
}
