/** What a list of segments shows, as its address carries it: a copied link shows the same. */
export interface ListView {
  q: string
  families: string[]
  states: string[]
  kinds: string[]
  archived: boolean
  order: string
  /** From 0. */
  page: number
}

export const PAGE_SIZE = 20
export const FIRST_ORDER = "-created_at"

const listOf = (text: string | null): string[] => (text ?? "").split(",").filter(Boolean)

export function readListView(search: URLSearchParams): ListView {
  return {
    q: search.get("q") ?? "",
    families: listOf(search.get("family")),
    states: listOf(search.get("status")),
    kinds: listOf(search.get("kind")),
    archived: search.get("archived") === "true",
    order: search.get("order") ?? FIRST_ORDER,
    page: Math.max(0, Math.floor(Number(search.get("page") ?? 1)) - 1) || 0,
  }
}

/** What the address says of a view; what is as usual stays out of it. */
export function writeListView({ q, families, states, kinds, archived, order, page }: ListView): URLSearchParams {
  const search = new URLSearchParams()
  if (q) search.set("q", q)
  if (families.length > 0) search.set("family", families.join())
  if (states.length > 0) search.set("status", states.join())
  if (kinds.length > 0) search.set("kind", kinds.join())
  if (archived) search.set("archived", "true")
  if (order !== FIRST_ORDER) search.set("order", order)
  if (page > 0) search.set("page", String(page + 1))
  return search
}

/** The same view for the server. */
export function listQuery({ q, families, states, kinds, archived, order, page }: ListView): Record<string, string | number | undefined> {
  return {
    q: q || undefined,
    family: families.join() || undefined,
    status: states.join() || undefined,
    kind: kinds.join() || undefined,
    archived: archived ? "true" : undefined,
    order,
    limit: PAGE_SIZE,
    offset: page * PAGE_SIZE,
  }
}

/** Whether the view leaves segments out: then an empty list does not mean that there are none. */
export function isNarrowed({ q, families, states, kinds, archived }: ListView): boolean {
  return q !== "" || families.length + states.length + kinds.length > 0 || archived
}
