import { spawn, spawnSync } from "node:child_process"
import type { Audience } from "../../src/modules/audience/audience"
import { median, time, type Figure } from "../figure"
import type { World } from "../world"

const FIELDS = [
  "visit.first_seen", "visit.last_seen", "visit.sessions", "behavior.page_views", "visit.engaged_time", "visit.device_type", "visit.browser",
  "visit.country", "visit.city", "visit.last_source", "attribute.email", "attribute.first_name", "attribute.last_name", "purchase.orders", "purchase.spent",
] // prettier-ignore

/** The same columns as plain as a person would write them. */
const PLAIN = `select s.first_seen, s.last_seen, s.sessions, s.page_views, s.engaged_seconds, x.device_type, x.browser, x.country, x.city, o.source, c.email, c.first_name, c.last_name, s.orders, s.spent
  from audience.profile p left join audience.profile_state s on s.profile_id = p.id left join audience.context x on x.id = s.context_id
  left join audience.source o on o.id = s.last_source_id left join audience.customer c on c.id = p.customer_id order by p.id`

async function exportEverybody({ exports }: Audience, segmentId: string): Promise<void> {
  for await (const _ of await exports.csv(segmentId, { fields: FIELDS })) void _
}

function psql(databaseUrl: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const program = spawn("psql", [databaseUrl, "-X", "-q", "-c", `\\copy (${PLAIN.replace(/\s+/g, " ")}) to /dev/null csv`])
    program.once("error", reject)
    program.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`psql ended with code ${code}`))))
  })
}

/** Everybody as CSV with the formula guard on, against psql's own copy. */
export async function exportFigure({ audience, shape }: World, databaseUrl: string, rounds: number): Promise<Figure> {
  const { id } = await audience.segments.create({ name: "Everybody", rule: { match: "all", rules: [] } })
  await audience.membership.evaluate(id)
  const hasPsql = spawnSync("psql", ["--version"]).status === 0
  const ours: number[] = []
  const plain: number[] = []
  for (let round = 0; round < rounds; round++) {
    ours.push(await time(() => exportEverybody(audience, id)))
    if (hasPsql) plain.push(await time(() => psql(databaseUrl)))
  }
  const rate = (milliseconds: number): string => `${Math.round((shape.profiles / milliseconds) * 1000).toLocaleString("en")} rows/s`
  const base = { number: 14, name: "CSV of everybody, 15 columns, formula guard on", ours: rate(median(ours)), wanted: "≥ 0.85" }
  if (!hasPsql) return { ...base, reference: "no psql on this machine", holds: null }
  const ratio = median(plain) / median(ours)
  return { ...base, reference: `psql \\copy ${rate(median(plain))}`, ratio, holds: ratio >= 0.85 }
}
