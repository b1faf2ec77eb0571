import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, spyOn, userEvent, waitFor, within } from 'storybook/test'
import * as states from '../../stories/states.ts'
import { serverOf } from '../../stories/with-wardkit.tsx'
import { createConnection, failedRun } from '../../testing/fake/connections.ts'
import { createDomain } from '../../testing/fake/domains.ts'
import { FakeProblem } from '../../testing/fake-problem.ts'
import type { FakeState } from '../../testing/fake-state.ts'
import { SsoSetup } from './sso-setup.tsx'

const meta: Meta<typeof SsoSetup> = { title: 'Widgets/SsoSetup', component: SsoSetup }
export default meta

type Story = StoryObj<typeof SsoSetup>

const nothing = (state: FakeState): void => {
  state.connections = []
  state.domains = []
  state.testRuns = {}
}

const draft = (state: FakeState): void => {
  nothing(state)
  state.domains = [createDomain('acmehealth.example', { status: 'verified', verifiedAt: Date.now() - 3_600_000 })]
  state.connections = [createConnection(Date.now(), { status: 'draft', version: 1 })]
}

export const Default: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('rowheader', { name: /Okta/ })).toBeVisible()
    await expect(await canvas.findByText('wardkit-domain=Zq7vB2mXk94TrLhw8cYd')).toBeVisible()
  },
}
export const Loading: Story = states.loading('GET /connections')
export const Failing: Story = states.failing('GET /connections')
export const NoPermission: Story = states.refused('GET /connections')
export const Dark: Story = states.dark
export const German: Story = states.german
export const RightToLeft: Story = states.rightToLeft
export const Narrow: Story = states.narrow
export const NarrowRightToLeft: Story = states.narrowRightToLeft
export const Naughty: Story = states.naughty

export const ReadOnly: Story = {
  ...states.readOnly('POST:/wardkit/connections'),
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'View Okta' }))
    await canvas.findByText('https://acmehealth.okta.com')
    await expect(canvas.queryByRole('button', { name: 'Deactivate' })).toBeNull()
    await expect(canvas.queryByRole('button', { name: 'Test again' })).toBeNull()
  },
}

export const Empty: Story = {
  ...states.seeded(nothing),
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('Let people sign in with their work account')).toBeVisible()
    await expect(await canvas.findByRole('button', { name: 'Set up single sign-on' })).toBeVisible()
  },
}

export const LongData: Story = states.seeded((state) => {
  const long = 'Donaudampfschifffahrtsgesellschaftskapitänspatentverwaltung'.repeat(2)
  state.connections = Array.from({ length: 6 }, (_, index) =>
    createConnection(Date.now(), { id: `c_${String(index)}`, name: index === 0 ? long : `Provider ${String(index)}` }),
  )
  state.domains = Array.from({ length: 12 }, (_, index) =>
    createDomain(
      `${'a-very-long-label-of-a-domain-'.repeat(index === 0 ? 2 : 1)}${String(index)}.acme-health.example`,
      {
        connection: 'c_1',
        ...(index % 2 === 0 ? {} : { status: 'verified', verifiedAt: Date.now() }),
      },
    ),
  )
})

/** The whole way, with the keyboard alone. */
export const SetUp: Story = {
  ...states.seeded(nothing),
  play: async (context) => {
    const { canvas, step } = context
    const open = spyOn(window, 'open').mockReturnValue(null)
    await step('a domain is added and verified', async () => {
      ;(await canvas.findByRole('button', { name: 'Set up single sign-on' })).focus()
      await userEvent.keyboard('{Enter}')
      const domain = await canvas.findByRole('textbox', { name: 'Domain' })
      domain.focus()
      await userEvent.keyboard('somebody@Acme.Example{Enter}')
      await canvas.findByText('_wardkit.acme.example')
      ;(await canvas.findByRole('button', { name: 'Check record' })).focus()
      await userEvent.keyboard('{Enter}')
      ;(await canvas.findByRole('button', { name: 'Continue' })).focus()
      await userEvent.keyboard('{Enter}')
    })
    await step('the connection is described as its console shows it', async () => {
      const okta = await canvas.findByRole('radio', { name: 'Okta' })
      okta.focus()
      await userEvent.keyboard('{ArrowDown}')
      await expect(await canvas.findByText(/In the Entra admin center/)).toBeVisible()
      await userEvent.keyboard('{Tab}acme{Enter}')
      await expect(await canvas.findByText('That is not an address of this provider')).toBeVisible()
      const address = canvas.getByRole('textbox', { name: /Directory/ })
      await userEvent.clear(address)
      await userEvent.type(address, '8f4e2a10-3c5b-4d7e-9a61-0b2c4d6e8f10')
      await userEvent.type(canvas.getByRole('textbox', { name: 'Client ID' }), 'client-1')
      await userEvent.type(canvas.getByLabelText('Client secret'), 's3cret{Enter}')
      await canvas.findByText('Register these addresses')
    })
    await step('it is tested in a window of its own', async () => {
      ;(await canvas.findByRole('button', { name: 'Continue' })).focus()
      await userEvent.keyboard('{Enter}')
      ;(await canvas.findByRole('button', { name: 'Run a test' })).focus()
      await userEvent.keyboard('{Enter}')
      await waitFor(() => expect(open).toHaveBeenCalledOnce())
      const link = await canvas.findByRole('link', { name: 'Open the test login' })
      await expect(link).toHaveAttribute('href', expect.stringContaining('/wardkit/sso/start/'))
      await expect(await canvas.findByText('Passed')).toBeVisible()
    })
    await step('it is activated for the domain', async () => {
      const next = await canvas.findByRole('button', { name: 'Continue' })
      next.focus()
      await userEvent.keyboard('{Enter}')
      await expect(await canvas.findByRole('checkbox', { name: 'acme.example' })).toBeChecked()
      ;(await canvas.findByRole('button', { name: 'Activate' })).focus()
      await userEvent.keyboard('{Enter}')
      await expect(await canvas.findByRole('rowheader', { name: /Entra ID/ })).toBeVisible()
    })
    const { state, requests } = serverOf(context)
    await expect(state.connections[0]?.status).toBe('active')
    await expect(state.domains[0]?.connection).toBe(state.connections[0]?.id)
    await expect(requests.find(({ operation }) => operation === 'POST /connections')?.body).toEqual({
      name: 'Entra ID',
      discoveryUrl: 'https://login.microsoftonline.com/8f4e2a10-3c5b-4d7e-9a61-0b2c4d6e8f10/v2.0',
      clientId: 'client-1',
      clientSecret: 's3cret',
      scopes: ['openid', 'email', 'profile'],
    })
    await expect(document.body.textContent).not.toContain('s3cret')
  },
}

/** A connection that was begun is gone on with, and says how to mend what failed. */
export const TestFailed: Story = {
  ...states.seeded((state) => {
    draft(state)
    state.testRuns = { c_okta: [failedRun('tst_1', Date.now() - 60_000)] }
  }),
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('Test it with your own account')).toBeVisible()
    await expect(await canvas.findByText(/a secret may have expired at the provider/)).toBeVisible()
    await expect(canvas.queryByRole('button', { name: 'Continue' })).toBeNull()
  },
}
export const TestFailedDark: Story = { ...TestFailed, ...states.dark }

export const Connect: Story = {
  ...states.seeded((state) => {
    draft(state)
    state.connections = []
  }),
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Add connection' }))
    await expect(await canvas.findByText('Connect your identity provider')).toBeVisible()
  },
}

/** The step with the most on it, where there is the least room. */
export const ConnectNarrow: Story = {
  ...Connect,
  ...states.narrowRightToLeft,
  play: async ({ canvas }) => {
    await userEvent.click((await canvas.findAllByRole('button'))[0] ?? document.body)
    await canvas.findAllByRole('radio')
  },
}

export const Deactivate: Story = {
  play: async (context) => {
    const { canvas } = context
    await userEvent.click(await canvas.findByRole('button', { name: 'Manage Okta' }))
    ;(await canvas.findByRole('button', { name: 'Deactivate' })).focus()
    await userEvent.keyboard('{Enter}')
    const dialog = within(await screen.findByRole('alertdialog', { name: 'Deactivate Okta?' }))
    await userEvent.click(dialog.getByRole('button', { name: 'Deactivate' }))
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    await expect(await canvas.findByText('Inactive')).toBeVisible()
    await expect(serverOf(context).state.connections[0]?.status).toBe('disabled')
  },
}

/** Not without a way in for when the provider is down. */
export const Enforce: Story = {
  play: async (context) => {
    const { canvas } = context
    const enforce = await canvas.findByRole('switch', { name: /must sign in by your identity provider/ })
    enforce.focus()
    await userEvent.keyboard(' ')
    await expect(await canvas.findByRole('alert')).toHaveTextContent('locks everyone out')
    await expect(canvas.getByRole('button', { name: 'Save' })).toBeDisabled()
    canvas.getByRole('combobox', { name: 'Emergency access' }).focus()
    await userEvent.keyboard('{ArrowDown}')
    await waitFor(() => expect(screen.getByRole('combobox', { name: 'Search' })).toHaveFocus())
    await screen.findByRole('option', { name: /Grace/ })
    await userEvent.keyboard('{Enter}{Escape}')
    await waitFor(() => expect(canvas.getByRole('button', { name: 'Save' })).toBeEnabled())
    await userEvent.click(canvas.getByRole('button', { name: 'Save' }))
    await expect(await canvas.findByText('Required')).toBeVisible()
    await expect(serverOf(context).state.ssoSettings).toEqual({ enforced: true, breakGlass: ['u_grace'], version: 2 })
  },
}

/** What somebody else saved meanwhile is not overwritten. */
export const EnforceConflict: Story = {
  parameters: {
    wardkit: { overrides: { 'PUT /sso-settings': new FakeProblem(409, 'ERR_CONFLICT', { version: 2 }) } },
  },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('combobox', { name: 'Emergency access' }))
    await userEvent.click(await screen.findByRole('option', { name: /Grace/ }))
    await userEvent.keyboard('{Escape}')
    await userEvent.click(await canvas.findByRole('button', { name: 'Save' }))
    await expect(await canvas.findByText('Somebody else changed this meanwhile.')).toBeVisible()
    await expect(canvas.getByRole('button', { name: 'Load it again' })).toBeVisible()
  },
}
