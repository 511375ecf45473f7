import sql, { raw, type Sql } from "sql-template-tag"
import { choiceOf, defineField, numberOf } from "../define"
import { groupIn } from "./rfm-grid"
import { fields, rfmGroups } from "./texts"

const quintile = (figure: string): Sql => sql`1 + floor(5.0 * (rank() over (order by ${raw(figure)}) - 1) / count(*) over ())::int`

/** Who counts for nothing: few, found by their index, where a join would read everybody. */
const hidden = sql`select p.id from audience.profile p where p.merged_into is not null or p.erased_at is not null or p.internal`

/**
 * Scores of every buyer. Not by scope: somebody's quintile is a place among all of them; equal figures get equal scores.
 *
 * The figures are those of the states, which follow every order and refund in its own transaction and are of profiles alone.
 */
const scores = sql`(select b.profile_id, ${quintile("b.last_order_at")} as recency, ${quintile("b.orders")} as frequency, ${quintile("b.spent")} as monetary
    from audience.profile_state b
    where b.orders > 0 and b.profile_id not in (${hidden})) s`

const score = (name: "recency" | "frequency" | "monetary") =>
  defineField({
    name: `${name}_score`,
    type: "number",
    restsOn: "everybody",
    ...fields[`${name}_score`],
    compile: (ask, context) => numberOf({ from: scores, profile: sql`s.profile_id`, column: raw(`s.${name}`) }, ask, context),
  })

const group = groupIn(sql`s.recency`, sql`v.value`)

/** The scores and the group of every buyer: `profile_id`, `recency`, `frequency`, `monetary`, `rfm_group`. A table expression without alias. */
export const rfmOfBuyers = sql`(select s.profile_id, s.recency, s.frequency, s.monetary, ${group} as rfm_group
    from ${scores} cross join lateral (select (s.frequency + s.monetary + 1) / 2 as value) v)`

/** Recency, frequency and money, each as quintiles over all buyers, and the group they make. */
export const rfm = [
  score("recency"),
  score("frequency"),
  score("monetary"),
  defineField({
    name: "rfm_group",
    type: "choice",
    restsOn: "everybody",
    ...fields.rfm_group,
    choices: Object.entries(rfmGroups).map(([value, label]) => ({ value, label })),
    compile: (ask, context) =>
      choiceOf(
        {
          from: sql`${scores} cross join lateral (select (s.frequency + s.monetary + 1) / 2 as value) v`,
          profile: sql`s.profile_id`,
          column: group,
        },
        ask,
        context
      ),
  }),
]
