import sql from "sql-template-tag"
import { nextMidnight } from "../../lib/clock"
import { numberOf, type Ask, type CompileContext, type ConditionQuery } from "../define"

/** Age in full years out of the birthday, else as it was stored. Who was born on a 29th of February turns a year older on the 1st of March of a common year. */
export function ageSource(ageId: number, birthdayId: number) {
  return (ask: Ask, context: CompileContext): ConditionQuery => {
    const { now, zone } = context
    const today = sql`(${now}::timestamptz at time zone ${zone})::date`
    const ages = sql`select v.profile_id, coalesce(max(extract(year from age(${today}, v.date_value))), max(v.number_value)::numeric) as age from audience.attribute_value v where v.attribute_id in (${ageId}, ${birthdayId})${context.scope(sql`v.profile_id`)} group by v.profile_id`
    const source = { from: sql`(${ages}) a`, profile: sql`a.profile_id`, column: sql`a.age` }
    return { ...numberOf(source, ask, context), until: nextMidnight(now, zone) }
  }
}
