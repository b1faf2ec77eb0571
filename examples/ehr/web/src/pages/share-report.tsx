import { useCan } from '@wardkit/react'
import { ShareDialog } from '@wardkit/react/share'
import { Share2 } from 'lucide-react'
import { useState } from 'react'
import { useLanguage } from '../i18n/language.tsx'
import { Button } from '../ui/button.tsx'
import { WidgetsProvider } from '../widgets-provider.tsx'

interface ShareReportProps {
  readonly diagnosticId: string
}

/** Shares a report, where the visitor may. Reports are the diagnostic service's, so it is the one that is asked. */
export function ShareReport({ diagnosticId }: ShareReportProps) {
  return (
    <WidgetsProvider baseUrl="/diagnostic/wardkit">
      <ShareButton diagnosticId={diagnosticId} />
    </WidgetsProvider>
  )
}

function ShareButton({ diagnosticId }: ShareReportProps) {
  const { t } = useLanguage()
  const [isOpen, setIsOpen] = useState(false)
  const resource = { type: 'diagnostic', id: diagnosticId }
  const { allowed } = useCan('GET:/wardkit/links', undefined, {
    query: { resourceType: resource.type, resourceId: resource.id },
  })
  if (!allowed) return null
  return (
    <>
      <Button icon={<Share2 aria-hidden />} onClick={() => setIsOpen(true)}>
        {t('share')}
      </Button>
      <ShareDialog open={isOpen} onOpenChange={setIsOpen} resource={resource} name={diagnosticId} />
    </>
  )
}
