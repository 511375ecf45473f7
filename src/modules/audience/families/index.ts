import { attribute } from "./attribute"
import { behavior } from "./behavior"
import { purchase } from "./purchase"
import { visit } from "./visit"
import { createRegistry, type Registry } from "./registry"

export * from "./define"
export { rfmOfBuyers } from "./purchase"
export type { FieldSet, RegisteredField, Registry } from "./registry"

/** The fields of the four families. Further families are added to the registry while a shop starts. */
export function createFamilies(): Registry {
  return createRegistry([visit, behavior, purchase, attribute])
}
