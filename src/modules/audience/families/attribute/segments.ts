import sql from "sql-template-tag"
import { defineField, suggestRows } from "../define"
import { fields } from "./texts"

export const segments = defineField({
  name: "segments",
  type: "list",
  ...fields.segments,
  operators: ["has_any", "has_all", "has_none"],
  segments: true,
  values: suggestRows(
    (q, limit, _, id) => sql`
      select id as value, name as label, members_count as count from audience.segment
      where deleted_at is null and archived_at is null and (name ilike ${q} or id = ${id}) order by lower(name), id limit ${limit}`
  ),
  compile() {
    throw new Error("attribute.segments is answered by the set engine out of other segments.")
  },
})
