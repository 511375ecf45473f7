import type { ReportRow } from "../../src/contract"
import { toLocale } from "../shared/formats"
import type { Translate } from "../shared/translate"

/** Values that mean the same in every shop, by their keys; other values are the shop's own words. */
const KNOWN_KEYS = new Set(["true", "false", "new", "returning", "desktop", "mobile", "tablet", "tv"])

/** A section's name in the admin's language; attributes of the shop's own keep the name that the shop gave them. */
export function sectionTitle(t: Translate, { id, title }: { id: string; title: string }): string {
  return t(`audience.sections.${id}`, { defaultValue: title })
}

/** Whether a section's rows are steps of a scale, which make sense in the order of the scale alone. */
export function isScale(section: string): boolean {
  return section.startsWith("attribute.age") || ["visit.sessions", "purchase.orders", "purchase.rfm_group"].includes(section)
}

/** What a row is about, in the admin's language where it is one of the values that every shop has. */
export function rowLabel(t: Translate, language: string, section: string, { key, label }: Pick<ReportRow, "key" | "label">): string {
  if (key === "") return t(section === "purchase.rfm_group" ? "audience.report.neverBought" : "audience.report.notKnown")
  if (section === "purchase.rfm_group") return t(`audience.cohorts.groups.${key}`, { defaultValue: label })
  if (section.endsWith(".country")) return nameOf("region", language, key.toUpperCase(), label)
  if (section.endsWith(".language")) return nameOf("language", language, key, label)
  if (section === "channels" || section.endsWith("_channel")) return t(`audience.channels.${key}`, { defaultValue: label })
  if (section === "events") return t(`audience.events.${key}`, { defaultValue: label })
  if (section.startsWith("attribute.age")) return key.endsWith("-") ? t("audience.report.orOlder", { age: key.slice(0, -1) }) : key.replace("-", "–") // prettier-ignore
  if (isScale(section)) return key.endsWith("-") ? `${key.slice(0, -1)}+` : key.replace("-", "–")
  if (KNOWN_KEYS.has(key)) return t(`audience.values.${key}`)
  return label || t("audience.report.blank")
}

function nameOf(type: "region" | "language", language: string, code: string, otherwise: string): string {
  try {
    return new Intl.DisplayNames([toLocale(language)], { type, fallback: "none" }).of(code) ?? otherwise
  } catch {
    return otherwise
  }
}
