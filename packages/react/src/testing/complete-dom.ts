/** Adds what every browser has and jsdom has not, where menus and lists need it. What is there stays as it is. */
export function completeDom(): void {
  globalThis.ResizeObserver ??= class {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  }
  const { prototype } = Element
  define(prototype, 'scrollIntoView', () => undefined)
  define(prototype, 'hasPointerCapture', () => false)
  define(prototype, 'setPointerCapture', () => undefined)
  define(prototype, 'releasePointerCapture', () => undefined)
}

function define(prototype: object, name: string, value: () => unknown): void {
  if (!(name in prototype)) Object.defineProperty(prototype, name, { value, configurable: true, writable: true })
}
