const BEGIN = '<!-- bench: begin -->'
const END = '<!-- bench: end -->'

/** Replaces what stands between a page's two markers. @throws Error when the page lacks them */
export function replaceGenerated(page: string, text: string): string {
  const begin = page.indexOf(BEGIN)
  const end = page.indexOf(END)
  if (begin === -1 || end < begin) throw new Error(`the page needs the lines ${BEGIN} and ${END}`)
  return `${page.slice(0, begin)}${BEGIN}\n\n${text}\n\n${page.slice(end)}`
}
