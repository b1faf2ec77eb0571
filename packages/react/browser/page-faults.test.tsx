import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import { findClippedPlaceholders, findClippedText, findUnseenFocus } from './page-faults.ts'

afterEach(() => document.body.replaceChildren())

function write(html: string): Element {
  document.body.innerHTML = `<div lang="en" style="font: 16px monospace">${html}</div>`
  return document.body
}

describe('text that is cut off', () => {
  it('is found where a box hides what is outside it', () => {
    const box = 'inline-size: 5rem; white-space: nowrap; overflow: hidden'
    expect(findClippedText(write(`<p style="${box}">A long line of words</p>`))).toEqual([
      '“A long line of words” is cut off sideways',
    ])
    expect(findClippedText(write(`<p style="${box}; direction: rtl">سطر طويل من الكلمات</p>`))).toHaveLength(1)
    expect(
      findClippedText(write(`<p style="block-size: 1.5rem; line-height: 1.5rem; overflow: hidden">Two<br>lines</p>`)),
    ).toEqual(['“lines” is cut off below'])
  })

  it('is found at the edge of the page', () => {
    expect(findClippedText(write(`<p style="margin-inline-start: -9rem">Beyond the edge</p>`))).toEqual([
      '“Beyond the edge” is cut off by the edge of the page',
    ])
  })

  it('is none where it says so, can be scrolled to, or is for screen readers', () => {
    const box = 'inline-size: 5rem; white-space: nowrap'
    expect(
      findClippedText(
        write(`<p style="${box}; overflow: hidden; text-overflow: ellipsis">A long line of words</p>
          <p style="${box}; overflow: auto">A long line of words</p>
          <p style="${box}; overflow: hidden" title="A long line of words">A long line of words</p>
          <p class="wk-visually-hidden" style="${box}; overflow: hidden">A long line of words</p>`),
      ),
    ).toEqual([])
  })

  it('is found in an input without room for its placeholder', () => {
    const inputs =
      '<input placeholder="Who it is" /><input style="inline-size: 3rem" placeholder="Search all of them" />'
    expect(findClippedPlaceholders(write(inputs))).toEqual(['the placeholder “Search all of them” is cut off'])
  })
})

describe('a focus that is not seen', () => {
  beforeEach(() => userEvent.keyboard('{Tab}'))

  it('is found where nothing changes with it', async () => {
    const html = '<button>Seen</button><button style="outline: none">Unseen</button>'
    expect(await findUnseenFocus(write(html))).toEqual(['the focus on “button Unseen” is not seen'])
  })

  it('is none where it is shown by what is around or beside', async () => {
    const html = `<style>
        input { outline: none }
        .box:focus-within { box-shadow: 0 0 0 2px blue }
        input:focus + i { outline: 2px solid blue }
      </style>
      <span class="box"><input aria-label="Around" /></span>
      <input type="checkbox" aria-label="Beside" /><i>x</i>`
    expect(await findUnseenFocus(write(html))).toEqual([])
  })
})
