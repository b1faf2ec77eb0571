import { TAGS_GONE_OF_KEPT_TENANTS_SQL } from './tag-uses-sql.ts'

/**
 * The tenants that are deleted while rows of theirs are still being swept, so that deleting one takes no longer with many rows than with few. What is
 * swept away is not discounted from the tags in use, which go whole. Published, it is never edited: a change is a further step of the schema.
 */
export const TENANT_REMOVALS_SQL = `
      CREATE TABLE tenant_removals (tenant TEXT PRIMARY KEY REFERENCES tenants (id)) STRICT, WITHOUT ROWID;
${TAGS_GONE_OF_KEPT_TENANTS_SQL}
`
