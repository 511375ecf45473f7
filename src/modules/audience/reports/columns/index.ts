import sql, { empty } from "sql-template-tag"
import { invalidData } from "../../errors"
import type { CompileContext, FieldSet } from "../../families"
import { dayOf } from "../../lib/clock"
import type { ProfileSet } from "../../lib/bitmap"
import type { Queryable } from "../../lib/database"
import type { StageContext } from "../../stage"
import { builtInAttributeColumns, customAttributeColumns, segmentsColumn, type AttributeRow } from "./attribute"
import { behaviorColumns } from "./behavior"
import type { Column } from "./column"
import { purchaseColumns } from "./purchase"
import { visitColumns } from "./visit"

export { answerValue, joinsOf, sortValue, type Column, type Key, type Part } from "./column"
export { ageOf, type AttributeRow } from "./attribute"
export { walkOf } from "./walk"

/** What columns need besides the database; each is asked only when it is wanted. */
export interface ColumnSources {
  /** The memberships for the column `attribute.segments`. */
  segmentSets(): Promise<{ id: string; members: ProfileSet }[]>
  /** The catalogue's fields, for those of families from outside. */
  fields(): Promise<FieldSet>
}

/**
 * The columns of these catalogue fields, in the order asked for.
 *
 * One registry serves the user list, its sorting and the export, so that a file
 * says what the page showed. Fields that are questions rather than values
 * (`behavior.sequence`) have no column.
 *
 * @throws invalid_data that names the first field without a column
 */
export async function resolveColumns(
  db: Queryable,
  context: StageContext,
  sources: ColumnSources,
  fields: readonly string[],
  place: string
): Promise<Column[]> {
  if (fields.length === 0) return []
  const now = context.clock.now()
  const columns = new Map(
    [
      ...visitColumns,
      ...behaviorColumns,
      ...purchaseColumns(compileContext(context, now)),
      ...builtInAttributeColumns,
      ...customAttributeColumns(await attributeRows(db), dayOf(now, context.options.timeZone)),
    ].map((column) => [column.field, column])
  )
  if (fields.includes("attribute.segments")) columns.set("attribute.segments", segmentsColumn(await sources.segmentSets()))
  if (fields.some((field) => !columns.has(field)))
    for (const column of ownColumns(await sources.fields())) columns.set(column.field, column)
  return fields.map((field) => {
    const column = columns.get(field)
    if (!column)
      throw invalidData(`${place}: "${field}" is not a field that has a value for each profile; see GET /admin/audience/catalogue`)
    return column
  })
}

/** The columns that families from outside declare. */
function ownColumns({ all }: FieldSet): Column[] {
  return all.flatMap(({ field, column }) => (column ? { field, type: column.type, value: column.value(sql`p.id`), joins: [] } : []))
}

function compileContext({ options }: StageContext, now: Date): CompileContext {
  return {
    now,
    zone: options.timeZone,
    currency: options.currency,
    cartAbandonedAfterMinutes: options.cartAbandonedAfterMinutes,
    scope: () => empty,
  }
}

/** The attributes of the shop, predefined ones first. */
export function attributeRows(db: Queryable): Promise<AttributeRow[]> {
  return db.rows<AttributeRow>(sql`select id, key, label, type, predefined from audience.attribute order by predefined desc, id`)
}
