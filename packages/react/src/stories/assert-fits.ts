import { expect } from 'storybook/test'

/** Nothing is wider than the page, whatever its width. */
export async function assertFits(): Promise<void> {
  const { scrollWidth, clientWidth } = document.documentElement
  await expect(scrollWidth, 'the page must not scroll sideways').toBeLessThanOrEqual(clientWidth)
}
