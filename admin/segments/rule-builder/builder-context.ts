import { createContext, useContext } from "react"
import type { Catalogue, CatalogueField } from "../../../src/contract"
import type { RuleError } from "./error-place"

export interface Builder {
  catalogue: Catalogue
  fields: ReadonlyMap<string, CatalogueField>
  /** What the server refused, shown at its condition. */
  error: RuleError | null
  /** Whether conditions that lack something say so; not while they are being made. */
  strict: boolean
}

const Context = createContext<Builder | null>(null)

export const BuilderProvider = Context.Provider

export function useBuilder(): Builder {
  const builder = useContext(Context)
  if (!builder) throw new Error("a part of the rule builder stands outside of it")
  return builder
}
