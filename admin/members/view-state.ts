import { readFilters, writeFilters, type Filters } from "./filters"

/** Columns, filters, search, order and place of a list, as its address carries them: a copied link shows the same. */
export interface ViewState {
  fields: string[]
  q: string
  order: string
  filters: Filters
  cursor: string | null
}

/** Columns that a list shows before somebody chose others. */
export const FIRST_FIELDS = ["attribute.email", "visit.last_seen", "visit.sessions", "purchase.orders", "purchase.spent"]
const FIRST_ORDER = "-visit.last_seen"

export function readView(search: URLSearchParams): ViewState {
  const fields = search.get("fields")
  return {
    fields: fields === null ? FIRST_FIELDS : fields.split(",").filter(Boolean),
    q: search.get("q") ?? "",
    order: search.get("order") ?? FIRST_ORDER,
    filters: readFilters(search),
    cursor: search.get("cursor"),
  }
}

/** What the address says of a view; what is as usual stays out of it. */
export function writeView(view: ViewState): URLSearchParams {
  const search = new URLSearchParams()
  if (view.fields.join() !== FIRST_FIELDS.join()) search.set("fields", view.fields.join())
  if (view.q) search.set("q", view.q)
  if (view.order !== FIRST_ORDER) search.set("order", view.order)
  writeFilters(search, view.filters)
  if (view.cursor) search.set("cursor", view.cursor)
  return search
}

/** The order after a click on a column: first its largest or latest, then turned around. */
export function nextOrder(order: string, field: string): string {
  return order === `-${field}` ? field : `-${field}`
}
