import { Ellipsis, KeyRound, Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useAddPasskey, useRemoveFactor, useRenamePasskey, type Passkey } from '../../hooks/use-security.ts'
import { commonMessages } from '../../messages/common-messages.ts'
import { useMessages } from '../../messages/use-messages.ts'
import {
  Badge,
  Button,
  Card,
  ConfirmDialog,
  createPart,
  DateText,
  IconButton,
  LazyOverlay,
  Menu,
  MenuItem,
  RelativeTime,
  useToast,
} from '../../ui/index.ts'
import { nameAgent } from '../user-button/agent-name.ts'
import type { SecurityCardProps, TranslateSecurity } from './security-settings.tsx'

const nameDialog = createPart(async () => (await import('./dialogs.ts')).PasskeyNameDialog)

export interface FactorCardProps extends SecurityCardProps {
  /** Told of recovery codes, which come with the first factor. */
  readonly onCodes: (codes: readonly string[] | null) => void
}

type Asked = { readonly what: 'add' } | { readonly what: 'rename' | 'remove'; readonly passkey: Passkey } | null

/** The person's passkeys: one more, another name, an end to one. */
export function PasskeyCard({ security: { passkeys }, readOnly, t, onCodes }: FactorCardProps) {
  const common = useMessages(commonMessages)
  const toast = useToast()
  const [asked, setAsked] = useState<Asked>(null)
  const adding = useAddPasskey()
  const renaming = useRenamePasskey()
  const removal = useRemoveFactor()
  const close = (): void => {
    setAsked(null)
    adding.reset()
    renaming.reset()
    removal.reset()
  }

  function add(name: string): void {
    adding.mutate(name, {
      onSuccess: ({ recoveryCodes }) => {
        close()
        onCodes(recoveryCodes)
        toast({ text: t('passkeyAdded', { name }) })
      },
    })
  }

  return (
    <Card
      title={t('passkeys')}
      description={t('passkeysDescription')}
      actions={
        readOnly ? undefined : (
          <Button icon={<Plus />} onClick={() => setAsked({ what: 'add' })}>
            {t('addPasskey')}
          </Button>
        )
      }
    >
      {passkeys.length === 0 ? (
        <p className="wk-hint">{t('passkeysNone')}</p>
      ) : (
        <ul className="wk-item-list">
          {passkeys.map((passkey) => (
            <li key={passkey.id} className="wk-item">
              <KeyRound />
              <PasskeyText passkey={passkey} t={t} />
              {readOnly ? null : (
                <Menu
                  trigger={
                    <IconButton
                      size="sm"
                      tooltip={false}
                      label={t('actionsOf', { name: passkey.name })}
                      icon={<Ellipsis />}
                    />
                  }
                >
                  <MenuItem icon={<Pencil />} onSelect={() => setAsked({ what: 'rename', passkey })}>
                    {t('rename')}
                  </MenuItem>
                  <MenuItem danger icon={<Trash2 />} onSelect={() => setAsked({ what: 'remove', passkey })}>
                    {common('remove')}
                  </MenuItem>
                </Menu>
              )}
            </li>
          ))}
        </ul>
      )}
      {asked === null || asked.what === 'remove' ? null : (
        <LazyOverlay
          part={nameDialog}
          props={{
            open: true,
            onOpenChange: close,
            t,
            ...(asked.what === 'add'
              ? {
                  title: t('addPasskey'),
                  description: t('addPasskeyDescription'),
                  submitLabel: t('addPasskey'),
                  name: nameAgent(navigator.userAgent),
                  isPending: adding.isPending,
                  problem: adding.error,
                  onSubmit: add,
                }
              : {
                  title: t('renameTitle'),
                  submitLabel: t('rename'),
                  name: asked.passkey.name,
                  isPending: renaming.isPending,
                  problem: renaming.error,
                  onSubmit: (name: string) => renaming.mutate({ id: asked.passkey.id, name }, { onSuccess: close }),
                }),
          }}
        />
      )}
      <ConfirmDialog
        open={asked?.what === 'remove'}
        onOpenChange={close}
        title={t('removePasskeyTitle', { name: asked?.what === 'remove' ? asked.passkey.name : '' })}
        description={t('removePasskeyDescription')}
        confirmLabel={common('remove')}
        danger
        pending={removal.isPending}
        problem={removal.error}
        onConfirm={() => {
          if (asked?.what !== 'remove') return
          const { id, name } = asked.passkey
          removal.mutate(
            { passkey: id },
            {
              onSuccess: () => {
                close()
                toast({ text: t('removedPasskey', { name }) })
              },
            },
          )
        }}
      />
    </Card>
  )
}

function PasskeyText({ passkey, t }: { readonly passkey: Passkey; readonly t: TranslateSecurity }) {
  const { name, createdAt, lastUsedAt, backedUp } = passkey
  return (
    <span className="wk-cell-lines wk-item-text">
      <span className="wk-person-name">
        <bdi className="wk-choice-title">{name}</bdi>
        {backedUp ? <Badge>{t('synced')}</Badge> : null}
      </span>
      <span className="wk-hint">
        {t.rich('added', { when: <DateText at={createdAt} /> })}
        {' · '}
        {lastUsedAt === null ? t('neverUsed') : t.rich('lastUsed', { when: <RelativeTime at={lastUsedAt} /> })}
      </span>
    </span>
  )
}
