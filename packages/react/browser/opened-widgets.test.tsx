import { cleanup } from '@testing-library/react'
import type { ComponentType } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { ar } from '../src/locales/ar.ts'
import { de } from '../src/locales/de.ts'
import type { Localization } from '../src/messages/localization.ts'
import { ShareDialog } from '../src/widgets/share/index.ts'
import '../.storybook/preview.css'
import '../src/styles.css'
import './still.css'
import { findFaults, showWidget, WIDGETS, type Look, type Widget } from './show-widget.tsx'

// What widgets open above the page: at the widths of a telephone and a desk, each in one language and scheme, by turns the other two.

/** What is pressed, by its role and the message that names it. */
type Press = `${'button' | 'menuitem' | 'combobox'} ${string}.${string}`

/** What an application opens itself. */
const DIALOGS: readonly Widget[] = [
  {
    name: 'share-dialog',
    component: ShareDialog as ComponentType,
    args: {
      resource: { type: 'diagnostic', id: 'LAB-7725' },
      name: 'LAB-7725',
      open: true,
      onOpenChange: () => undefined,
    },
  },
]

/** How each widget opens what it has. A widget that has nothing to open says so, and one that is open presses nothing. */
const OPENERS: Readonly<Record<string, readonly (readonly Press[])[]>> = {
  'accept-invitation-form': [],
  'access-tester': [['combobox accessTester.who'], ['combobox accessTester.operation']],
  'api-keys': [
    ['button apiKeys.create'],
    ['button apiKeys.create', 'combobox apiKeys.roles'],
    ['button apiKeys.actionsOf'],
    ['button apiKeys.actionsOf', 'menuitem apiKeys.revoke'],
  ],
  'assume-role-trust': [
    ['button assumeRoleTrust.add'],
    ['button assumeRoleTrust.actionsOf', 'menuitem assumeRoleTrust.edit'],
    ['button assumeRoleTrust.actionsOf', 'menuitem assumeRoleTrust.remove'],
  ],
  'audit-log': [['button auditLog.details'], ['button auditLog.export'], ['combobox auditLog.actor']],
  'group-role-mapping': [],
  'login-form': [],
  'operator-console': [
    ['button operatorConsole.open', 'button operatorConsole.suspend'],
    ['button operatorConsole.open', 'button operatorConsole.delete'],
  ],
  'reset-password-form': [],
  'role-editor': [['button roleEditor.chooseOperations'], ['button roleEditor.deleteRole']],
  'security-settings': [
    ['button securitySettings.changePassword'],
    ['button securitySettings.addPasskey'],
    ['button securitySettings.actionsOf', 'menuitem securitySettings.rename'],
    ['button securitySettings.actionsOf', 'menuitem common.remove'],
    ['button securitySettings.totpReplace'],
    ['button securitySettings.renewCodes'],
  ],
  share: [['combobox share.person']],
  'share-dialog': [[], ['combobox share.person']],
  'sign-up-form': [],
  'sso-setup': [
    ['button ssoSetup.manage', 'button ssoSetup.edit'],
    ['button ssoSetup.manage', 'button ssoSetup.deactivate'],
    ['button ssoSetup.manage', 'button ssoSetup.deleteConnection'],
  ],
  'tag-editor': [],
  'tenant-console': [],
  'tenant-profile': [['button tenantProfile.deleteTenant']],
  'user-button': [['button userButton.open'], ['button userButton.open', 'menuitem userButton.sessions']],
  'user-invites': [['button userInvites.invite'], ['button userInvites.actionsOf', 'menuitem userInvites.revoke']],
  'user-table': [
    ['button userTable.actionsOf'],
    ['button userTable.actionsOf', 'menuitem userTable.edit'],
    ['button userTable.actionsOf', 'menuitem userTable.remove'],
  ],
}

const VIEWS: readonly (readonly (Look & { readonly width: number })[])[] = [
  [
    { width: 1280, scheme: 'light', language: de },
    { width: 360, scheme: 'dark', language: ar },
  ],
  [
    { width: 1280, scheme: 'dark', language: ar },
    { width: 360, scheme: 'light', language: de },
  ],
]

afterEach(cleanup)

const ALL = [...WIDGETS, ...DIALOGS]

it('knows what every widget opens', () => {
  expect(Object.keys(OPENERS).sort()).toEqual(ALL.map(({ name }) => name).sort())
})

const opened = ALL.flatMap((widget) => (OPENERS[widget.name] ?? []).map((presses) => ({ widget, presses })))

describe('what opens', () => {
  it.each(
    opened.map(({ widget, presses }, index) => ({
      name: [widget.name, ...presses].join(', '),
      ...{ widget, presses, views: VIEWS[index % VIEWS.length] ?? [] },
    })),
  )('stands well by $name', async ({ widget, presses, views }) => {
    const faults: string[] = []
    const [first] = views
    if (first === undefined) throw new TypeError('there is nothing to look at')
    await page.viewport(first.width, 900)
    const { settle, change } = await showWidget(widget, first)
    for (const press of presses) await pressOn(press, first.language)
    for (const view of views) {
      await page.viewport(view.width, 900)
      change(view)
      const overlay = await findOverlay(presses.at(-1)?.startsWith('menuitem') === true)
      await settle()
      // A key shows that somebody uses them. One that goes nowhere in what is opened.
      await userEvent.keyboard(overlay.matches('[role=menu]') ? '{ArrowDown}' : '{Tab}')
      const found = [...findOutside(overlay), ...(await findFaults(overlay))]
      faults.push(
        ...found.map((fault) => `${String(view.width)} px, ${view.scheme}, ${view.language.locale}: ${fault}`),
      )
    }
    expect(faults).toEqual([])
  })
})

async function pressOn(press: Press, language: Localization): Promise<void> {
  const [role, key] = press.split(' ') as ['button' | 'menuitem' | 'combobox', string]
  const [namespace = '', name = ''] = key.split('.')
  const message = language.messages?.[namespace]?.[name]
  if (message === undefined) throw new TypeError(`there is no message \`${key}\``)
  const words = message.split(/\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  // What is for screen readers alone may follow, as whom it is about.
  const named = new RegExp(`^${words.join('.+')}(?: .+)?$`)
  await page.getByRole(role, { name: named }).first().click({ timeout: 15_000 })
}

/** What is open above the page, once it is there. @param fromMenu whether a menu opened it, which is gone by then */
async function findOverlay(fromMenu: boolean): Promise<Element> {
  return vi.waitFor(
    () => {
      const overlay = [...document.querySelectorAll('[role=dialog], [role=alertdialog], [role=menu]')].at(-1)
      if (overlay === undefined || (fromMenu && overlay.matches('[role=menu]'))) throw new Error('nothing is open')
      return overlay
    },
    { timeout: 10_000, interval: 20 },
  )
}

/** Whether something is within the window: what is fixed above a page cannot be scrolled to. */
function findOutside(overlay: Element): readonly string[] {
  const { left, right, top, bottom } = overlay.getBoundingClientRect()
  const { clientWidth, clientHeight } = document.documentElement
  const isWithin = left >= -1 && right <= clientWidth + 1 && top >= -1 && bottom <= clientHeight + 1
  return isWithin ? [] : ['it is cut off by the window']
}
