import { COMPARE_LIMITS } from "../../src/contract"
import type { Range } from "../shared/range"

/** What is compared, as the page's address carries it: a copied link shows the same. */
export interface CompareState {
  /** Segments in the order they stand beside each other; each once, at most eight. */
  ids: string[]
  /** Without it the server's last 30 days. */
  range: Range | null
}

export function readCompare(search: URLSearchParams): CompareState {
  const ids = [...new Set((search.get("ids") ?? "").split(",").filter(Boolean))].slice(0, COMPARE_LIMITS.most)
  const [from, to] = [search.get("from"), search.get("to")]
  return { ids, range: from && to ? { from, to } : null }
}

export function writeCompare({ ids, range }: CompareState): URLSearchParams {
  const search = new URLSearchParams()
  if (ids.length > 0) search.set("ids", ids.join())
  if (range) {
    search.set("from", range.from)
    search.set("to", range.to)
  }
  return search
}

/** The order after one segment has changed places with its neighbour; the same where it has none on that side. */
export function moved(ids: string[], id: string, by: -1 | 1): string[] {
  const place = ids.indexOf(id)
  const neighbour = ids[place + by]
  if (place < 0 || neighbour === undefined) return ids
  return ids.map((other) => (other === id ? neighbour : other === neighbour ? id : other))
}
