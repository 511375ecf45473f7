import { OPERATORS, type Catalogue, type CatalogueDimension, type CatalogueField, type FieldValue } from "../../../contract"
import { invalidData, notFound } from "../errors"
import { textIn, type DimensionDefinition, type FieldSet, type RegisteredField } from "../families"
import type { StageContext } from "../stage"
import { templatesFor } from "./templates"
import { dimensionOf } from "./validate-filters"
import { operatorsOf } from "./validate-parts"
import { UNSTORABLE } from "./validate-values"

const MOST_VALUES = 100

/** Families, fields and templates as the admin sees them, in `language` as far as translated. */
export function catalogueOf(fields: FieldSet, { options }: StageContext, language?: string): Omit<Catalogue, "rights"> {
  return {
    families: fields.families.map((family) => ({
      id: family.id,
      label: textIn(family.label, language),
      fields: fields.all.filter((field) => field.family === family.id).map((field) => describe(field, language)),
    })),
    templates: templatesFor(fields, language),
    currency: options.currency,
    time_zone: options.timeZone,
  }
}

function describe(field: RegisteredField, language?: string): CatalogueField {
  return {
    field: field.field,
    family: field.family,
    label: textIn(field.label, language),
    help: textIn(field.help, language),
    type: field.type,
    operators: [...operatorsOf(field)],
    windowed: field.windowed ?? false,
    dimensions: (field.dimensions ?? []).map((dimension) => describeDimension(dimension, language)),
    ...(field.choices && field.choices.length > 0
      ? { choices: field.choices.map(({ value, label }) => ({ value, label: textIn(label, language) })) }
      : {}),
    suggests: field.values !== undefined,
    ...(field.anniversary ? { anniversary: true } : {}),
    ...(field.stepDimensions ? { step_dimensions: field.stepDimensions.map((dimension) => describeDimension(dimension, language)) } : {}),
    ...(field.personal ? { personal: true } : {}),
  }
}

function describeDimension({ key, label, type, operators, required, open }: DimensionDefinition, language?: string): CatalogueDimension {
  return {
    ...{ key, label: textIn(label, language), type, operators: [...(operators ?? OPERATORS[type])] },
    ...(required ? { required } : {}),
    ...(open ? { open } : {}),
  }
}

/** @throws not_found for an unknown field, invalid_data for an unknown dimension. */
export async function valuesOf(
  fields: FieldSet,
  context: StageContext,
  name: string,
  { q = "", dimension, limit = 20, language }: { q?: string; dimension?: string; limit?: number; language?: string }
): Promise<FieldValue[]> {
  const field = fields.get(name)
  if (!field) throw notFound(`${name} is not a field of the catalogue`)
  // PostgreSQL takes no such text as a parameter; nothing stored holds it.
  if (UNSTORABLE.test(q) || UNSTORABLE.test(dimension ?? "")) return []
  const input = { db: context.database, q, limit: Math.min(Math.max(1, limit), MOST_VALUES), now: context.clock.now() }
  if (dimension === undefined || dimension === "")
    return named(await field.values?.(input), field, language) ?? choicesOf(field, q, language)
  const dimensions = [...(field.dimensions ?? []), ...(field.stepDimensions ?? [])]
  const found = dimensionOf(dimensions, dimension) ?? dimensions.find(({ key, open }) => open && key === dimension)
  if (!found) throw invalidData(`dimension: ${JSON.stringify(dimension)} is not a dimension of ${name}`)
  return (await found.values?.({ ...input, ...(found.open ? { key: dimension.slice(found.key.length) } : {}) })) ?? []
}

/** Values out of the data under the names that the field's choices have. */
function named(values: FieldValue[] | undefined, { choices = [] }: RegisteredField, language?: string): FieldValue[] | undefined {
  const labels = new Map(choices.map(({ value, label }) => [value, textIn(label, language)]))
  return values?.map((one) => ({ ...one, label: labels.get(one.value) ?? one.label }))
}

function choicesOf({ choices = [] }: RegisteredField, q: string, language?: string): FieldValue[] {
  const wanted = q.toLowerCase()
  return choices
    .map(({ value, label }) => ({ value, label: textIn(label, language) }))
    .filter(({ value, label }) => value.toLowerCase().includes(wanted) || label.toLowerCase().includes(wanted))
}
