import { Users } from 'lucide-react'
import { useCan } from '../../hooks/use-can.ts'
import { useLinks, useLinkTemplates, type Link, type NewLink, type SharedResource } from '../../hooks/use-links.ts'
import { useMessages } from '../../messages/use-messages.ts'
import { EmptyState, Loaded, Notice, Pager, Widget } from '../../ui/index.ts'
import type { WidgetAction, WidgetBaseProps } from '../widget-props.ts'
import { LinkItem } from './link-item.tsx'
import { shareMessages } from './messages.ts'
import { ShareForm } from './share-form.tsx'

export interface SharePanelProps extends WidgetBaseProps<(typeof shareMessages)['english']> {
  /** What is shared, as policies name it. */
  readonly resource: SharedResource
  /** What people call it; its id when absent. */
  readonly name?: string
  readonly create?: WidgetAction<NewLink, Link>
  readonly revoke?: WidgetAction<Link>
}

/** Who has access to one resource by sharing, and sharing it: what the dialog has in it, for pages of one's own. */
export function SharePanel({ readOnly = false, messages, resource, create, revoke }: SharePanelProps) {
  const t = useMessages(shareMessages, messages)
  const links = useLinks(resource)
  const templates = useLinkTemplates()
  const fitting = templates.data?.filter(({ resourceTypes }) => resourceTypes.includes(resource.type))
  const canShare = useCan('POST:/wardkit/links', undefined, { body: { resource: { ...resource } } as never }).answer
  const mayShare = !readOnly && create?.disabled !== true && canShare !== 'no' && canShare !== undefined
  return (
    <Widget slot="share-panel" aria-label={t('panelTitle')}>
      <div className="wk-stack wk-share">
        {!mayShare || fitting === undefined ? null : fitting.length === 0 ? (
          <Notice tone="warning">{t('nothingToShare')}</Notice>
        ) : (
          <ShareForm t={t} resource={resource} templates={fitting} action={create} />
        )}
        <h3 className="wk-label">{t('who')}</h3>
        <Loaded
          query={links.query}
          empty={{
            when: ({ items }) => items.length === 0 && links.page === 1,
            show: <EmptyState icon={<Users />} title={t('nobody')} description={t('nobodyHint')} />,
          }}
        >
          {() => (
            <div>
              <ul className="wk-links">
                {links.items.map((link) => (
                  <LinkItem
                    key={link.id}
                    t={t}
                    link={link}
                    template={templates.data?.find(({ name }) => name === link.template)}
                    readOnly={readOnly}
                    action={revoke}
                  />
                ))}
              </ul>
              {links.hasNext || links.hasPrevious ? <Pager {...links} /> : null}
            </div>
          )}
        </Loaded>
      </div>
    </Widget>
  )
}
