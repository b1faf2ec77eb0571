import { Pencil } from 'lucide-react'
import { useState } from 'react'
import type { Connection } from '../../hooks/use-connections.ts'
import { Button, CodeBlock, Dialog, DialogBody } from '../../ui/index.ts'
import { ConnectionForm } from './connection-form.tsx'
import { providerOf } from './providers.ts'
import { useSso } from './sso-context.ts'

export interface ConnectionAddressesProps {
  readonly connection: Connection
  /** What was saved of the connection can be changed here. */
  readonly editable?: boolean
}

/** What the provider has to know of this application, to copy. */
export function ConnectionAddresses({ connection, editable = false }: ConnectionAddressesProps) {
  const { t } = useSso()
  const { issuer, redirectUri, postLogoutRedirectUri, backchannelLogoutUri } = connection
  const addresses = [
    ['redirectUri', redirectUri],
    ['postLogoutRedirectUri', postLogoutRedirectUri],
    ['backchannelLogoutUri', backchannelLogoutUri],
  ] as const
  return (
    <div className="wk-stack">
      <p>{t(providerOf(issuer).register)}</p>
      {addresses.map(([key, address]) => (
        <div key={key} className="wk-field">
          <span className="wk-label">{t(key)}</span>
          <CodeBlock inline code={address} label={t(key)} />
        </div>
      ))}
      {editable ? <EditConnection connection={connection} /> : null}
    </div>
  )
}

/** A button with the dialog that changes a connection. */
export function EditConnection({ connection }: { readonly connection: Connection }) {
  const { t } = useSso()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button className="wk-start" icon={<Pencil />} onClick={() => setOpen(true)}>
        {t('edit')}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={t('editTitle', { name: connection.name })}
        description={t('editDescription')}
      >
        <DialogBody>
          <ConnectionForm connection={connection} onSaved={() => setOpen(false)} onCancel={() => setOpen(false)} />
        </DialogBody>
      </Dialog>
    </>
  )
}
