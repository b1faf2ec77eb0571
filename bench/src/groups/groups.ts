import { ehrGroup } from '../ehr/ehr-group.ts'
import { enginesGroup } from './engines-group.ts'
import type { Group } from './group.ts'
import { linksGroup } from './links-group.ts'
import { requestsGroup } from './requests-group.ts'
import { sizesGroup } from './sizes-group.ts'
import { startGroup } from './start-group.ts'

/** Everything that is measured, in the order of the report. */
export const GROUPS: readonly Group[] = [
  enginesGroup,
  requestsGroup,
  sizesGroup('roles'),
  sizesGroup('tenants'),
  sizesGroup('resources'),
  linksGroup,
  startGroup,
  ehrGroup,
]
