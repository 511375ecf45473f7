import sql from "sql-template-tag"
import { readColumns } from "../../lib/read-columns"
import type { Queryable, Transaction } from "../../lib/database"

/** One number for each path: pages differ in host, title and case too. Indexed by page id; 0 for ids that are no page. */
export async function readPaths(tx: Transaction): Promise<Int32Array> {
  const { pages, paths } = await readColumns(tx, sql`select g.id, min(g.id) over (partition by lower(g.path)) from audience.page g`, {
    pages: "int4",
    paths: "int4",
  })
  let last = 0
  for (const page of pages) if (page > last) last = page
  const pathOf = new Int32Array(last + 1)
  pages.forEach((page, row) => {
    pathOf[page] = paths[row]!
  })
  return pathOf
}

export interface Named {
  key: string
  label: string
}

/** What the paths of {@link readPaths} are called: `key` without case, `label` as one page spells it. */
export async function pathNames(db: Queryable, paths: number[]): Promise<Map<number, Named>> {
  const rows = await db.rows<Named & { id: number } & Record<string, unknown>>(
    sql`select g.id, lower(g.path) as key, g.path as label from audience.page g where g.id = any(${paths}::int[])`
  )
  return new Map(rows.map(({ id, key, label }) => [id, { key, label }]))
}
