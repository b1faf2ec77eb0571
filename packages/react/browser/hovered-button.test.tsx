import { cleanup } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { ENGLISH } from '../src/messages/localization.ts'
import '../.storybook/preview.css'
import '../src/styles.css'
import './still.css'
import { findFaults, showWidget, WIDGETS } from './show-widget.tsx'

afterEach(cleanup)

it.each(['light', 'dark'] as const)('can be read while it is pointed at, in %s', async (scheme) => {
  const widget = WIDGETS.find(({ name }) => name === 'api-keys')
  if (widget === undefined) throw new TypeError('there is no such widget')
  const { baseElement } = await showWidget(widget, { scheme, language: ENGLISH })
  await page.getByRole('button', { name: 'Create key' }).hover()
  expect(await findFaults(baseElement)).toEqual([])
})
