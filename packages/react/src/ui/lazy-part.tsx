import { createElement, useEffect, useRef, useState, type ComponentType, type ReactNode } from 'react'

/** A component whose code comes when it is first shown. */
export interface Part<Props> {
  readonly load: () => Promise<ComponentType<Props>>
  /** Once it is there. */
  loaded: ComponentType<Props> | null
}

export function createPart<Props>(load: () => Promise<ComponentType<Props>>): Part<Props> {
  return { load, loaded: null }
}

/** Begins to load a part, as where somebody points at what opens it. Whether it came is told when it is shown. */
export function preload<Props>({ load, loaded }: Part<Props>): void {
  if (loaded === null) load().catch(() => undefined)
}

export interface LazyPartProps<Props extends object> {
  readonly part: Part<Props>
  readonly props: Props
  /** In its place while it is on its way, and where it could not be loaded. */
  readonly pending?: ReactNode
  /** Told when it cannot be loaded, as where the connection has dropped. */
  readonly onFailed?: () => void
}

/** Shows a part. Where it cannot be loaded the page goes on without it, as it would not with `lazy()`; shown again, it is asked for anew. */
export function LazyPart<Props extends object>({ part, props, pending = null, onFailed }: LazyPartProps<Props>) {
  const [component, setComponent] = useState<ComponentType<Props> | null>(() => part.loaded)
  const failed = useRef(onFailed)
  useEffect(() => {
    failed.current = onFailed
  })
  const isLoaded = component !== null
  useEffect(() => {
    if (isLoaded) return
    let isShown = true
    part.load().then(
      (loaded) => {
        part.loaded = loaded
        if (isShown) setComponent(() => loaded)
      },
      () => {
        if (isShown) failed.current?.()
      },
    )
    return () => {
      isShown = false
    }
  }, [part, isLoaded])
  return component === null ? pending : createElement(component, props)
}
