import type { AttributeValue, CatalogueField } from "../../src/contract"
import type { Formats } from "./formats"
import type { Translate } from "./translate"

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** A field's value as people read it. */
export function cellText(
  value: AttributeValue | null | undefined,
  field: CatalogueField | undefined,
  formats: Formats,
  t: Translate
): string {
  if (value === null || value === undefined || value === "") return "–"
  if (Array.isArray(value)) return value.map((part) => nameOf(part, field)).join(", ") || "–"
  if (typeof value === "boolean") return t(value ? "audience.builder.yes" : "audience.builder.no")
  if (typeof value === "number") {
    if (field?.type === "money") return formats.money(value)
    return field?.type === "duration" ? formats.duration(value) : formats.number(value)
  }
  if (field?.type === "date") return DAY.test(value) ? formats.day(value) : formats.dateTime(value)
  return nameOf(value, field)
}

function nameOf(value: string, field: CatalogueField | undefined): string {
  return field?.choices?.find((choice) => choice.value === value)?.label ?? value
}

export const isNumeric = (field: CatalogueField | undefined): boolean => ["number", "money", "duration"].includes(field?.type ?? "text")
