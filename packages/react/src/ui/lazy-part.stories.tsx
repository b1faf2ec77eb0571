import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState } from 'react'
import { expect, userEvent, waitFor } from 'storybook/test'
import { Button } from './button.tsx'
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
