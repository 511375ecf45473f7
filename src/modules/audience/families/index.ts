import { attribute } from "./attribute"
import { behavior } from "./behavior"
import { purchase } from "./purchase"
import { visit } from "./visit"
import { loadFamily } from "./load"
import { createRegistry, type Registry } from "./registry"

export * from "./define"
export { rfmGroupOf, rfmGroups, rfmGroupsOf, rfmOfBuyers, rfmScoresOf } from "./purchase"
export type { FieldSet, RegisteredField, Registry } from "./registry"

/**
 * The four families, and behind them those of the shop: modules by path or package name.
 *
 * @throws MedusaError `invalid_data` for a module that is no family, or that takes the name of another.
 */
export function createFamilies(modules: readonly string[] = []): Registry {
  return createRegistry([visit, behavior, purchase, attribute, ...modules.map((name) => loadFamily(name))])
}
