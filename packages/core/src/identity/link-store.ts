import type { Link, LinkPrincipal } from '../model/link.ts'
import type { ResourceRef } from '../model/resource.ts'
import type { Page } from './page.ts'

/** Reads of the links that a tenant made. */
export interface LinkReader {
  findLink(id: string): Promise<Link | undefined>
  /** On one of its resources. */
  listLinksOn(resource: ResourceRef, page?: Page): Promise<readonly Link[]>
  /** To one principal, its own or another tenant's. */
  listLinksTo(principal: LinkPrincipal, page?: Page): Promise<readonly Link[]>
}

/** Writes of the links that a tenant makes. */
export interface LinkWriter {
  /**
   * Makes a link, and answers it as it is kept: one to an e-mail becomes the user's at once where there is one with that verified e-mail, else as
   * soon as there is.
   * @throws WardkitError `ERR_NOT_FOUND` when whom it names is not there, `ERR_CONFLICT` when the id is taken or there are `LINKS_PER_PAIR` already to the same
   * principal on the same resource (those that have expired are cleared away)
   */
  insertLink(link: Link): Promise<Link>
  /** Whether it was there. */
  deleteLink(id: string): Promise<boolean>
}
