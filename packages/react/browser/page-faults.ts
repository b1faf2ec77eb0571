// What is wrong with how a page stands: text that is cut off, and a focus that cannot be seen.

/** Elements that are cut off on purpose: for screen readers alone. */
const HIDDEN = '.wk-visually-hidden'

/** Text that is cut off, with nothing to tell so: no ellipsis, no title, no way to scroll to it. */
export function findClippedText(root: Element): readonly string[] {
  const faults: string[] = []
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement
    const text = (node.textContent ?? '').trim()
    if (text === '' || element === null || element.closest(HIDDEN) !== null || !element.checkVisibility()) continue
    if (element.closest('option') !== null) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const cut = findCut(range.getBoundingClientRect(), element, root)
    if (cut !== undefined) faults.push(`“${text.slice(0, 60)}” is cut off ${cut}`)
  }
  return faults
}

/** Text of a placeholder that its input has no room for. */
export function findClippedPlaceholders(root: Element): readonly string[] {
  const pen = document.createElement('canvas').getContext('2d')
  return [...root.querySelectorAll<HTMLInputElement>('input[placeholder]')]
    .filter((input) => {
      if (pen === null || input.value !== '' || !input.checkVisibility()) return false
      const { font, paddingInlineStart, paddingInlineEnd } = getComputedStyle(input)
      pen.font = font
      const room = input.clientWidth - parseFloat(paddingInlineStart) - parseFloat(paddingInlineEnd)
      return pen.measureText(input.placeholder).width > room + 1
    })
    .map((input) => `the placeholder “${input.placeholder}” is cut off`)
}

/** What takes the focus and does not show it. To be asked after a key was pressed: a browser shows the focus to those who use the keyboard. */
export async function findUnseenFocus(root: Element): Promise<readonly string[]> {
  const takers = [
    ...root.querySelectorAll<HTMLElement>(
      'a[href], button, input, select, textarea, [tabindex="0"], [contenteditable]',
    ),
  ].filter((element) => element.checkVisibility() && !element.matches(':disabled, [type=hidden]'))
  const faults: string[] = []
  for (const element of takers) {
    // Asked twice: a key that was pressed before may move the focus late.
    if (!(await showsFocus(element)) && !(await showsFocus(element))) {
      faults.push(`the focus on “${nameOf(element)}” is not seen`)
    }
  }
  return faults
}

/** Whether something changes when it takes the focus. What hands the focus on at once has nothing to show. */
async function showsFocus(element: HTMLElement): Promise<boolean> {
  // A group may have handed the focus on to what is asked next.
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  await nextFrame()
  const around = [element, element.parentElement, element.nextElementSibling, element.parentElement?.parentElement]
  const looks = () => around.map((one) => (one instanceof Element ? lookOf(one) : '')).join('|')
  const unfocused = looks()
  element.focus({ preventScroll: true })
  if (document.activeElement !== element) return true
  // An editor marks its focus a little later.
  for (let frame = 0; frame < 12 && looks() === unfocused; frame++) await nextFrame()
  return looks() !== unfocused
}

function nextFrame(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(resolve))
}

/** Where a text is cut: by the first ancestor that hides what is outside it, or by the edge of the page. */
function findCut(box: DOMRect, element: Element, root: Element): string | undefined {
  for (let ancestor: Element | null = element; ancestor !== null && root.contains(ancestor);) {
    const { overflowX, overflowY, textOverflow, webkitLineClamp } = getComputedStyle(ancestor)
    const edge = ancestor.getBoundingClientRect()
    const isScrolled = /auto|scroll/.test(`${overflowX} ${overflowY}`)
    if (isScrolled) return undefined
    const says = textOverflow === 'ellipsis' || webkitLineClamp !== 'none' || element.closest('[title]') !== null
    const hides = /hidden|clip/
    if (hides.test(overflowX) && (box.left < edge.left - 1 || box.right > edge.right + 1) && !says) return 'sideways'
    if (hides.test(overflowY) && (box.top < edge.top - 2 || box.bottom > edge.bottom + 2) && !says) return 'below'
    if (says) return undefined
    if (/fixed/.test(getComputedStyle(ancestor).position)) break
    ancestor = ancestor.parentElement
  }
  const { clientWidth } = document.documentElement
  return box.left < -1 || box.right > clientWidth + 1 ? 'by the edge of the page' : undefined
}

function lookOf(element: Element): string {
  const style = getComputedStyle(element)
  return [
    style.outlineStyle === 'none' ? '' : `${style.outlineWidth} ${style.outlineColor} ${style.outlineStyle}`,
    style.boxShadow,
    style.borderColor,
    style.backgroundColor,
  ].join(' ')
}

function nameOf(element: HTMLElement): string {
  const label = element.getAttribute('aria-label') ?? element.textContent.trim()
  return `${element.localName} ${label.slice(0, 40)}`
}
