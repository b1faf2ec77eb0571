import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { UserInvites } from '../widgets/user-invites/user-invites.tsx'
import { Widget } from '../ui/scope.tsx'

const VARIABLES = [
  'background',
  'foreground',
  'card',
  'popover',
  'primary',
  'primary-foreground',
  'secondary',
  'muted',
  'muted-foreground',
  'accent',
  'destructive',
  'border',
  'input',
  'ring',
  'chart-1',
  'chart-2',
  'chart-3',
]

/** The colours of a page, each by the name that it is set by. */
function Swatches() {
  return (
    <Widget slot="swatches" aria-label="Variables">
      <ul
        style={{
          display: 'grid',
          gridTemplateColumns: 'repeat(auto-fill, minmax(11rem, 1fr))',
          gap: '0.75rem',
          margin: 0,
          padding: 0,
          listStyle: 'none',
        }}
      >
        {VARIABLES.map((name) => (
          <li key={name} style={{ display: 'flex', alignItems: 'center', gap: '0.625rem' }}>
            <span
              aria-hidden="true"
              style={{
                inlineSize: '2rem',
                blockSize: '2rem',
                flex: 'none',
                borderRadius: 'var(--wk-radius-md)',
                border: '1px solid var(--wk-border)',
                background: `var(--wk-${name})`,
              }}
            />
            <code>--{name}</code>
          </li>
        ))}
      </ul>
    </Widget>
  )
}

const meta: Meta<typeof UserInvites> = { title: 'Themes', component: UserInvites, tags: ['!autodocs'] }
export default meta

type Story = StoryObj<typeof UserInvites>

export const Variables: Story = {
  render: () => <Swatches />,
  play: async ({ canvasElement }) => {
    // Each is a colour that the page knows: a variable without a value would show nothing.
    for (const swatch of canvasElement.querySelectorAll('li > span')) {
      await expect(getComputedStyle(swatch).backgroundColor).not.toBe('rgba(0, 0, 0, 0)')
    }
  },
}

export const Branded: Story = {
  parameters: {
    wardkit: {
      appearance: {
        variables: {
          primary: 'light-dark(#0f766e, #0d9488)',
          'primary-foreground': '#ffffff',
          ring: 'light-dark(#0f766e, #2dd4bf)',
          radius: '0.125rem',
        },
        elements: { 'section-header': 'my-header', table: { fontVariantNumeric: 'tabular-nums' } },
      },
    },
  },
  play: async ({ canvas }) => {
    const button = await canvas.findByRole('button', { name: 'Invite people' })
    await expect(getComputedStyle(button).getPropertyValue('--primary')).toBe('light-dark(#0f766e, #0d9488)')
  },
}

export const Dark: Story = { globals: { scheme: 'dark' } }

export const RightToLeft: Story = { globals: { locale: 'ar' } }
