import { invalidData } from "../errors"
import type { Queryable } from "../lib/database"
import type { FamilyDefinition, FieldDefinition } from "./define"

export interface RegisteredField extends FieldDefinition {
  /** Full name: `behavior.page_views`. */
  field: string
  family: string
}

/** All fields at one moment. */
export interface FieldSet {
  families: readonly FamilyDefinition[]
  /** In the order of the catalogue. */
  all: readonly RegisteredField[]
  get(field: string): RegisteredField | undefined
}

export interface Registry {
  /** Adds a family. @throws MedusaError `invalid_data` when a family of that id is there already. */
  register(family: FamilyDefinition): void
  /** A family as it was registered, without the fields that depend on data. */
  family(id: string): FamilyDefinition | undefined
  /** Every field, those included that depend on data. One small query for each family that has such. */
  fields(db: Queryable): Promise<FieldSet>
}

export function createRegistry(given: readonly FamilyDefinition[]): Registry {
  const families: FamilyDefinition[] = []
  const registry: Registry = {
    register(family) {
      if (families.some(({ id }) => id === family.id))
        throw invalidData(`medusa-plugin-user-segments: there are two families "${family.id}"`)
      families.push(family)
    },
    family: (wanted) => families.find(({ id }) => id === wanted),
    async fields(db) {
      const all: RegisteredField[] = []
      for (const family of families) {
        const more = family.moreFields ? await family.moreFields(db) : []
        for (const field of [...family.fields, ...more]) all.push({ ...field, field: `${family.id}.${field.name}`, family: family.id })
      }
      const byName = new Map(all.map((field) => [field.field, field]))
      return { families: [...families], all, get: (name) => byName.get(name) }
    },
  }
  for (const family of given) registry.register(family)
  return registry
}
