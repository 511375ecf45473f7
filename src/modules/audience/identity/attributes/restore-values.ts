import sql from "sql-template-tag"
import type { Queryable } from "../../lib/database"
import type { WrittenValue } from "../types"

/**
 * Puts back what stood before {@link Identity.writeValues}; answers the changed profiles.
 *
 * A value that somebody has set since stays: it is not what was written. Profiles that were
 * merged meanwhile are followed to where their values went; erased ones are left alone.
 */
export async function restoreValues(db: Queryable, written: WrittenValue[], source: string): Promise<number[]> {
  const given = JSON.stringify(
    written.map(({ profileId, attributeId, row, writtenAt }) => ({
      profile_id: profileId,
      attribute_id: attributeId,
      written_at: writtenAt,
      row,
    }))
  )
  const undone = await db.rows<{ profile_id: number; attribute_id: number; row: unknown }>(sql`
    with recursive given as (
      select * from json_to_recordset(${given}::json) g (profile_id int, attribute_id smallint, written_at timestamptz, row json)
    ), owner as (
      select p.id as was, p.id, p.merged_into, p.erased_at from audience.profile p where p.id in (select profile_id from given)
      union all
      select owner.was, p.id, p.merged_into, p.erased_at from audience.profile p join owner on p.id = owner.merged_into
    ), place as (
      select distinct on (owner.id, given.attribute_id) owner.id, given.attribute_id, given.written_at, given.row
      from given join owner on owner.was = given.profile_id and owner.merged_into is null and owner.erased_at is null
      order by owner.id, given.attribute_id, owner.was = owner.id desc
    )
    delete from audience.attribute_value v using place
    where v.profile_id = place.id and v.attribute_id = place.attribute_id and v.source = ${source} and v.updated_at = place.written_at
    returning v.profile_id, v.attribute_id, place.row`)
  await db.execute(sql`
    insert into audience.attribute_value
    select g.profile_id, g.attribute_id, b.source, b.text_value, b.number_value, b.boolean_value, b.date_value, b.list_value, b.updated_at
    from json_to_recordset(${JSON.stringify(undone)}::json) g (profile_id int, attribute_id smallint, row json)
    cross join lateral json_populate_record(null::audience.attribute_value, g.row) b
    where g.row is not null and json_typeof(g.row) = 'object'`)
  return [...new Set(undone.map(({ profile_id }) => profile_id))]
}
