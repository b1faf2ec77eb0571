import { expect, waitFor } from 'storybook/test'
import type { FakeOperation } from '../testing/fake-operation.ts'
import { FakeProblem } from '../testing/fake-problem.ts'
import type { FakeState } from '../testing/fake-state.ts'
import { writeNaughty } from './naughty-strings.ts'
import type { WardkitParameters } from './with-wardkit.tsx'

// The states that every widget has, each as a story in one line: `export const Loading = loading('GET /api-keys')`.

interface Play {
  readonly canvasElement: HTMLElement
}

/** A story that sets nothing but parameters and globals, and looks at what came of it. */
interface StateStory {
  readonly parameters?: { readonly wardkit: WardkitParameters }
  readonly globals?: Readonly<Record<string, unknown>>
  readonly play?: (context: Play) => Promise<void>
}

/** What the server knows is set first, as for long data or none. */
export function seeded(seed: (state: FakeState) => void): StateStory {
  return { parameters: { wardkit: { seed } } }
}

/** The answer is on its way. */
export function loading(operation: FakeOperation): StateStory {
  return {
    parameters: { wardkit: { overrides: { [operation]: 'never' } } },
    play: async ({ canvasElement }) => {
      await waitFor(() => expect(canvasElement.querySelector('[data-slot=skeleton]')).not.toBeNull())
    },
  }
}

/** The server answers that it cannot, and a button asks again. */
export function failing(operation: FakeOperation): StateStory {
  return {
    parameters: {
      wardkit: { overrides: { [operation]: new FakeProblem(500, 'ERR_DISPATCH_MISMATCH') } },
    },
    play: showsSlot('error-state'),
  }
}

/** The visitor may not see it. */
export function refused(operation: FakeOperation): StateStory {
  return {
    parameters: { wardkit: { overrides: { [operation]: new FakeProblem(403, 'ERR_FORBIDDEN') } } },
    play: showsSlot('no-permission'),
  }
}

/** The visitor sees it and may change nothing of it: the answer to these operations, as policies name them, is no. */
export function readOnly(...operations: readonly string[]): StateStory {
  return seeded((state) => {
    for (const operation of operations) state.permissions[operation] = 'no'
  })
}

/** Every text of the server's is one that has broken a program somewhere. It must stay text. */
export const naughty: StateStory = {
  parameters: { wardkit: { rewrite: writeNaughty } },
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(canvasElement.querySelector('[data-slot=skeleton]')).toBeNull())
    const { body } = canvasElement.ownerDocument
    for (const widget of body.querySelectorAll('[data-wardkit]')) {
      await expect(
        widget.querySelectorAll('script, iframe, object, embed, img, style, link, [onerror], [onload]'),
      ).toHaveLength(0)
      for (const link of widget.querySelectorAll('a')) await expect(link.protocol).toMatch(/^https?:$/)
    }
  },
}

export const dark: StateStory = { globals: { scheme: 'dark' } }

export const german: StateStory = { globals: { locale: 'de' } }

export const rightToLeft: StateStory = { globals: { locale: 'ar' } }

export const narrow: StateStory = { globals: { viewport: { value: 'narrow' } } }

export const narrowRightToLeft: StateStory = {
  globals: { locale: 'ar', scheme: 'dark', viewport: { value: 'narrow' } },
}

/** Waits until a part is there. */
export function showsSlot(slot: string): (context: Play) => Promise<void> {
  return async ({ canvasElement }) => {
    await waitFor(() => expect(canvasElement.querySelector(`[data-slot='${slot}']`)).not.toBeNull(), { timeout: 5_000 })
  }
}
