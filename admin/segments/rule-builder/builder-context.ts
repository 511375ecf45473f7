import { createContext, useContext } from "react"
import type { Catalogue, CatalogueField } from "../../../src/contract"
import type { RuleError } from "./error-place"

export type NodeMove = "up" | "down"

export interface Builder {
  catalogue: Catalogue
  fields: ReadonlyMap<string, CatalogueField>
  /** What the server refused, shown at its condition. */
  error: RuleError | null
  /** Whether conditions that lack something say so; not while they are being made. */
  strict: boolean
  /** Number of conditions and groups at the top, where moving down ends. */
  topNodes: number
  /** Gives the focus to what this selector finds once the rule is drawn anew: moving a node takes the focus from its buttons. */
  keepFocus: (selector: string) => void
}

/** Outside of a builder there is nothing to ask. */
const EMPTY: Builder = {
  catalogue: { families: [], templates: [], currency: "", time_zone: "UTC", rights: { personal: false, export: false, edit: false } },
  fields: new Map(),
  error: null,
  strict: false,
  topNodes: 0,
  keepFocus: () => undefined,
}

const Context = createContext(EMPTY)

export const BuilderProvider = Context.Provider

export const useBuilder = (): Builder => useContext(Context)
