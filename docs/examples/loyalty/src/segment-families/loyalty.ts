import {
  defineFamily,
  defineField,
  instantOf,
  measure,
  numberOf,
  sql,
  suggestRows,
  textColumn,
  filterFacts,
} from "medusa-plugin-user-segments/families"

/** One row for each entry, with the profile of its customer. */
const entries = {
  from: sql`public.loyalty_entry l join audience.customer c on c.id = l.customer_id`,
  profile: sql`c.profile_id`,
  at: sql`l.given_at`,
  where: [sql`l.deleted_at is null`],
}

const reasons = suggestRows(
  (q, limit) => sql`
    select l.reason as value, l.reason as label, count(*)::int8 as count from public.loyalty_entry l
    where l.reason ilike ${q} and l.deleted_at is null group by l.reason order by count desc, l.reason limit ${limit}`
)

/** What one profile has, for lists and files. */
const ofProfile = (figure: ReturnType<typeof sql>, profileId: ReturnType<typeof sql>) =>
  sql`(select ${figure} from ${entries.from} where c.profile_id = ${profileId} and l.deleted_at is null)`

export default defineFamily({
  id: "loyalty",
  label: { en: "Loyalty", de: "Treueprogramm", ja: "ポイントプログラム" },
  fields: [
    // Counted over facts with a time: takes a window and filters.
    defineField({
      name: "points_given",
      type: "number",
      label: { en: "Points given", de: "Vergebene Punkte", ja: "付与ポイント" },
      help: { en: "Points that were given, whether spent since or not.", de: "Vergebene Punkte, ob seither eingelöst oder nicht.", ja: "付与されたポイント。その後に使われたものも含みます。" }, // prettier-ignore
      windowed: true,
      missing: "zero",
      dimensions: [{ key: "reason", type: "text", label: { en: "Reason", de: "Grund", ja: "理由" }, values: reasons }],
      column: { type: "int", value: (id) => sql`coalesce(${ofProfile(sql`sum(l.points) filter (where l.points > 0)`, id)}, 0)::int` },
      compile: (ask, context) =>
        measure(
          { ...entries, where: [...entries.where, sql`l.points > 0`, ...filterFacts(ask.filters, { reason: textColumn(sql`l.reason`) })] },
          sql`sum(l.points)`,
          ask,
          context
        ),
    }),
    // One number of each profile, as it is now.
    defineField({
      name: "balance",
      type: "number",
      label: { en: "Point balance", de: "Punktestand", ja: "ポイント残高" },
      help: { en: "Points given less points spent.", de: "Vergebene abzüglich eingelöster Punkte.", ja: "付与されたポイントから使ったポイントを引いたもの。" }, // prettier-ignore
      missing: "zero",
      column: { type: "int", value: (id) => sql`coalesce(${ofProfile(sql`sum(l.points)`, id)}, 0)::int` },
      compile: (ask, context) =>
        numberOf(
          {
            from: sql`(select c.profile_id, sum(l.points) as points from ${entries.from} where l.deleted_at is null${context.scope(sql`c.profile_id`)} group by 1) b`,
            profile: sql`b.profile_id`,
            column: sql`b.points`,
          },
          ask,
          context
        ),
    }),
    // A point in time: before, after, in the last 30 days, …
    defineField({
      name: "last_entry_at",
      type: "date",
      label: { en: "Last change of points", de: "Letzte Änderung der Punkte", ja: "最後のポイント変動" },
      help: { en: "When points were last given or spent.", de: "Wann zuletzt Punkte vergeben oder eingelöst wurden.", ja: "ポイントが最後に付与または使用された日時。" }, // prettier-ignore
      column: { type: "timestamptz", value: (id) => ofProfile(sql`max(l.given_at)`, id) },
      compile: (ask, context) =>
        instantOf(
          {
            from: sql`(select c.profile_id, max(l.given_at) as at from ${entries.from} where l.deleted_at is null${context.scope(sql`c.profile_id`)} group by 1) b`,
            profile: sql`b.profile_id`,
            column: sql`b.at`,
          },
          ask,
          context
        ),
    }),
  ],
})
