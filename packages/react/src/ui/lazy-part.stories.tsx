import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState } from 'react'
import { expect, screen, userEvent, waitFor } from 'storybook/test'
import { Button } from './button.tsx'
import { LazyOverlay } from './lazy-overlay.tsx'
import { LazyPane } from './lazy-pane.tsx'
import { createPart, LazyPart } from './lazy-part.tsx'

let attempts = 0

/** Cannot be loaded the first time, as where the connection drops. */
const flaky = createPart(() => {
  attempts++
  return attempts === 1 ? Promise.reject(new Error('offline')) : Promise.resolve(() => <p>Here it is</p>)
})

function Shown() {
  const [isShown, setShown] = useState(false)
  const [failures, setFailures] = useState(0)
  return (
    <>
      <Button onClick={() => setShown(true)}>Show</Button>
      <p>Failures: {failures}</p>
      {isShown ? (
        <LazyPart
          part={flaky}
          props={{}}
          onFailed={() => {
            setShown(false)
            setFailures(failures + 1)
          }}
        />
      ) : null}
    </>
  )
}

const meta: Meta<typeof Shown> = { title: 'Parts/LazyPart', component: Shown }
export default meta

export const FailsOnce: StoryObj<typeof Shown> = {
  play: async ({ canvas }) => {
    attempts = 0
    flaky.loaded = null
    const show = canvas.getByRole('button', { name: 'Show' })
    await userEvent.click(show)
    await canvas.findByText('Failures: 1')
    await expect(canvas.queryByText('Here it is')).toBeNull()
    await userEvent.click(show)
    await canvas.findByText('Here it is')
    await waitFor(() => expect(attempts).toBe(2))
  },
}

/** The same, for what opens above the page. */
const flakyOverlay = createPart<{ readonly open: boolean; readonly onOpenChange: (open: boolean) => void }>(() => {
  attempts++
  return attempts === 1
    ? Promise.reject(new Error('offline'))
    : Promise.resolve(({ open }) => (open ? <p>It is open</p> : null))
})

function Opened() {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button aria-pressed={open} onClick={() => setOpen(true)}>
        Open
      </Button>
      <LazyOverlay part={flakyOverlay} props={{ open, onOpenChange: setOpen }} />
    </>
  )
}

export const OverlayFailsOnce: StoryObj = {
  render: () => <Opened />,
  play: async ({ canvas }) => {
    attempts = 0
    flakyOverlay.loaded = null
    const button = canvas.getByRole('button', { name: 'Open' })
    await userEvent.click(button)
    await screen.findByText('You seem to be offline')
    await expect(button).toHaveAttribute('aria-pressed', 'false')
    await userEvent.click(button)
    await canvas.findByText('It is open')
  },
}

export const PaneFailsOnce: StoryObj = {
  render: () => <LazyPane part={flaky} props={{}} />,
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Try again' }))
    await canvas.findByText('Here it is')
  },
  beforeEach: () => {
    attempts = 0
    flaky.loaded = null
  },
}
