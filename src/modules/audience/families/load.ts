import { createRequire } from "node:module"
import path from "node:path"
import { invalidData } from "../errors"
import { defineFamily, type FamilyDefinition } from "./define"

/**
 * The family that a module of the shop exports: as its default, or under the name `family`.
 *
 * A path that begins with a dot is taken from the shop's own root, as in the rest of its configuration.
 *
 * @throws MedusaError `invalid_data` that names the option: a family that is missing would change what segments mean.
 */
export function loadFamily(name: string, root = process.cwd()): FamilyDefinition {
  const place = `medusa-plugin-user-segments: option "families": ${name}`
  const fromShop = createRequire(path.join(root, "package.json"))
  let exported: unknown
  try {
    exported = fromShop(name)
  } catch (error) {
    throw invalidData(`${place} cannot be loaded: ${(error as Error).message}`)
  }
  const family = familyIn(exported)
  if (!family) throw invalidData(`${place} must export a family made by defineFamily, as its default or as "family"`)
  return defineFamily(family)
}

function familyIn(exported: unknown): FamilyDefinition | null {
  for (const key of ["default", "family"]) {
    const found = (exported as Record<string, unknown> | null | undefined)?.[key]
    if (isFamily(found)) return found
    // A module that was compiled twice carries its default in its default.
    if (key === "default" && isFamily((found as Record<string, unknown> | undefined)?.default))
      return (found as { default: FamilyDefinition }).default
  }
  return null
}

function isFamily(value: unknown): value is FamilyDefinition {
  return (
    typeof value === "object" &&
    value !== null &&
    typeof (value as FamilyDefinition).id === "string" &&
    Array.isArray((value as FamilyDefinition).fields)
  )
}
