import sql, { join, raw, type Sql } from "sql-template-tag"
import { choiceOf, defineField, numberOf } from "../define"
import { groupIn } from "./rfm-grid"
import { fields, rfmGroups } from "./texts"

/** Who counts for nothing: few, found by their index, where a join would read everybody. */
const hidden = sql`select p.id from audience.profile p where p.merged_into is not null or p.erased_at is not null or p.internal`

const areBuyers = sql`b.orders > 0 and b.profile_id not in (${hidden})`

/** The last figure of each of the lower four fifths. Without a remainder, a fifth of a count is a whole number in floating point too. */
const lastOfFifths = (figure: string): Sql =>
  sql`percentile_disc(array[0.2, 0.4, 0.6, 0.8]) within group (order by b.${raw(figure)}) as ${raw(figure)}`

/** 1, and 1 more for each fifth whose last figure is passed: equal figures get equal scores, the lowest of theirs. */
const scoreOf = (figure: string): Sql =>
  join([sql`1`, ...[1, 2, 3, 4].map((fifth) => sql`(b.${raw(figure)} > fifths.${raw(figure)}[${raw(String(fifth))}])::int`)], " + ")

/**
 * Scores of every buyer. Not by scope: somebody's quintile is a place among all of them.
 *
 * The bounds come first and the scores from them: ranking each buyer three times would take four times as long.
 * The figures are those of the states, which follow every order and refund in its own transaction and are of profiles alone.
 */
const scores = sql`(select b.profile_id, ${scoreOf("last_order_at")} as recency, ${scoreOf("orders")} as frequency, ${scoreOf("spent")} as monetary
    from (select ${lastOfFifths("last_order_at")}, ${lastOfFifths("orders")}, ${lastOfFifths("spent")}
      from audience.profile_state b where ${areBuyers}) fifths
    cross join audience.profile_state b where ${areBuyers}) s`

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
