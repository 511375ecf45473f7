/** Who views and buys a product: `GET /admin/audience/products/:id/segments`, {@link ProductAudience}. */

/** People of a segment who did something with the product, against everybody. */
export interface ProductReach {
  people: number
  /** Part of the segment, 0–1. */
  share: number
  /** Part of all profiles. */
  share_all: number
  /** `share / share_all × 100`; null when nobody did it. */
  index: number | null
  /** Two-sided test that members and non-members differ. */
  p_value: number | null
}

export interface ProductSegment {
  id: string
  name: string
  members: number
  viewed: ProductReach
  bought: ProductReach
}

export interface ProductAudience {
  product_id: string
  /** Days looked at, today included. */
  viewed_days: number
  bought_days: number
  total: number
  viewers: number
  buyers: number
  /** Those that stand out most first. Segments without members are left out. */
  segments: ProductSegment[]
}
