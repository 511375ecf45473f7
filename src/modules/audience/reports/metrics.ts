import sql from "sql-template-tag"
import type { StagesHealth } from "./health"
import type { Queryable } from "../lib/database"
import { countProfiles } from "./population"

interface Sample {
  labels?: Record<string, string>
  value: number
}

/** https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format */
function metric(name: string, type: "gauge" | "counter", help: string, samples: Sample[]): string {
  const escaped = (text: string): string => text.replace(/\\/g, "\\\\").replace(/\n/g, "\\n").replace(/"/g, '\\"')
  const lines = samples.map(({ labels = {}, value }) => {
    const pairs = Object.entries(labels).map(([key, text]) => `${key}="${escaped(text)}"`)
    return `${name}${pairs.length > 0 ? `{${pairs.join(",")}}` : ""} ${value}`
  })
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines].join("\n")
}

/** Health and sizes for a Prometheus server. Nothing in it is about a person. */
export async function metricsOf(db: Queryable, health: StagesHealth): Promise<string> {
  const refused = await db.rows<{ reason: string; count: number }>(sql`
    select reason, sum(count) as count from audience.refusal group by reason order by reason`)
  const segments = await db.rows<{ handle: string; members_count: number }>(sql`
    select handle, members_count from audience.segment where deleted_at is null order by handle`)
  const parts = [
    metric(
      "audience_stage_lag_seconds",
      "gauge",
      "How far a background stage is behind.",
      health.stages.map(({ stage, lag }) => ({ labels: { stage }, value: lag }))
    ),
    metric(
      "audience_refused_events_total",
      "counter",
      "Events that were not stored, by reason.",
      refused.map(({ reason, count }) => ({ labels: { reason }, value: count }))
    ),
    metric("audience_failing_segments", "gauge", "Segments whose last evaluation failed.", [{ value: health.failing_segments.length }]),
    metric("audience_profiles", "gauge", "People known.", [{ value: await countProfiles(db) }]),
    metric(
      "audience_segment_members",
      "gauge",
      "Members of a segment.",
      segments.map(({ handle, members_count }) => ({ labels: { segment: handle }, value: members_count }))
    ),
  ]
  return `${parts.join("\n")}\n`
}
