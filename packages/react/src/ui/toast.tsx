import { X } from 'lucide-react'
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react'
import { createPortal } from 'react-dom'
import { commonMessages } from '../messages/common-messages.ts'
import { useMessages } from '../messages/use-messages.ts'
import { Button, IconButton } from './button.tsx'
import { useScope } from './scope.tsx'
import { useSlot } from './slot.ts'

/** Something that has come to pass, said in passing. */
export interface ToastMessage {
  readonly text: ReactNode
  readonly tone?: 'neutral' | 'danger'
  /** Takes it back. */
  readonly onUndo?: () => void
}

interface ShownToast extends ToastMessage {
  readonly id: number
}

const SHOWN_FOR_MS = 6_000
/** What can be taken back stays longer: reading, deciding and reaching for it take time. */
const UNDO_SHOWN_FOR_MS = 12_000
const MOST = 3

const ToastContext = createContext<(message: ToastMessage) => void>(() => undefined)

/** Says that something has come to pass, at the edge of the page. */
export function useToast(): (message: ToastMessage) => void {
  return useContext(ToastContext)
}

export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly ShownToast[]>([])
  const nextId = useRef(0)
  const show = useCallback((message: ToastMessage) => {
    const id = nextId.current++
    setToasts((shown) => [...shown, { ...message, id }].slice(-MOST))
  }, [])
  const dismiss = useCallback((id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id)), [])
  return (
    <ToastContext.Provider value={show}>
      {children}
      <ToastRegion toasts={toasts} onDismiss={dismiss} />
    </ToastContext.Provider>
  )
}

interface ToastRegionProps {
  readonly toasts: readonly ShownToast[]
  readonly onDismiss: (id: number) => void
}

/** In the page from the first on: what comes into a region that is new is not read aloud. */
function ToastRegion({ toasts, onDismiss }: ToastRegionProps) {
  const { style, ...scope } = useScope()
  const part = useSlot('toasts')
  const body = useSyncExternalStore(subscribeToNothing, getBody, getNoBody)
  if (body === null) return null
  return createPortal(
    <div {...scope} {...part} style={{ ...style, ...part.style }} role="status" aria-live="polite">
      {toasts.map((toast) => (
        <Toast key={toast.id} toast={toast} onDismiss={onDismiss} />
      ))}
    </div>,
    body,
  )
}

const subscribeToNothing = () => () => undefined
const getBody = () => document.body
/** Where the page is written on the server. */
const getNoBody = () => null

function Toast({ toast, onDismiss }: { readonly toast: ShownToast; readonly onDismiss: (id: number) => void }) {
  const t = useMessages(commonMessages)
  const { id, text, tone = 'neutral', onUndo } = toast
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held) return undefined
    const timer = setTimeout(() => onDismiss(id), onUndo === undefined ? SHOWN_FOR_MS : UNDO_SHOWN_FOR_MS)
    return () => clearTimeout(timer)
  }, [held, id, onDismiss, onUndo])
  const holding = useMemo(
    () => ({
      onPointerEnter: () => setHeld(true),
      onPointerLeave: () => setHeld(false),
      onFocus: () => setHeld(true),
      onBlur: () => setHeld(false),
    }),
    [],
  )
  return (
    <div {...useSlot('toast')} data-tone={tone} {...holding}>
      <span className="wk-toast-text" dir="auto">
        {text}
      </span>
      {onUndo === undefined ? null : (
        <Button
          size="sm"
          variant="ghost"
          onClick={() => {
            onDismiss(id)
            onUndo()
          }}
        >
          {t('undo')}
        </Button>
      )}
      <IconButton size="sm" tooltip={false} label={t('dismiss')} icon={<X />} onClick={() => onDismiss(id)} />
    </div>
  )
}
