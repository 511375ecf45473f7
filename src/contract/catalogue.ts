import type { Rights } from "./access"
import type { FieldType, Operator, RuleGroup } from "./rule"

export type FamilyName = "visit" | "behavior" | "purchase" | "attribute" | (string & {})

export interface CatalogueDimension {
  key: string
  label: string
  type: FieldType
  operators: Operator[]
  /** The field cannot be used without a filter on this dimension. */
  required?: boolean
  /** A prefix such as `properties.` that any key may follow. */
  open?: boolean
}

export interface CatalogueField {
  /** Full name, e.g. `behavior.page_views`. */
  field: string
  family: FamilyName
  label: string
  help: string
  type: FieldType
  operators: Operator[]
  windowed: boolean
  dimensions: CatalogueDimension[]
  /** Fixed choices; fields without them may still have suggestions from real data. */
  choices?: { value: string; label: string }[]
  /** Whether `GET …/catalogue/:field/values` answers suggestions. */
  suggests: boolean
  anniversary?: boolean
  /** The field is a sequence of events: its condition has `steps`, whose filters take these dimensions. */
  step_dimensions?: CatalogueDimension[]
  personal?: boolean
}

export interface SegmentTemplate {
  id: string
  name: string
  description: string
  family: FamilyName
  /** What the merchant wants from it: `welcome`, `convert`, `recover_carts`, `reward`, `win_back`, `understand`, `target`. */
  need: string
  rule: RuleGroup
}

/**
 * How many people each template would hold now, by its id. Asked for as `application/x-ndjson`, each line is one of these with what has
 * been counted since the one before.
 */
export interface TemplateCounts {
  counts: Record<string, number>
  /** Everybody, to see the counts against. */
  total: number
}

export interface Catalogue {
  families: { id: FamilyName; label: string; fields: CatalogueField[] }[]
  templates: SegmentTemplate[]
  currency: string
  time_zone: string
  /** What the admin who asks may do, so that pages offer nothing else. */
  rights: Rights
}

export interface FieldValue {
  value: string
  label: string
  /** Profiles (or facts, for dimensions) that carry it, for ordering; absent where counting would be slow. */
  count?: number
}
