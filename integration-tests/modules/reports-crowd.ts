import type { Person } from "./reports-world"

export const PEOPLE = 60

/** Deterministic numbers from 0 to below 1. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state / 2 ** 31
  }
}

/** People with many equal and many missing values, so that ties and nulls decide most orders. */
export function crowd(): Person[] {
  const roll = dice(7)
  const some = <Item>(...items: Item[]): Item => items[Math.floor(roll() * items.length)]!
  return Array.from({ length: PEOPLE }, (_, index) => ({
    ...(roll() < 0.5
      ? {
          customer: {
            id: `cus_${index}`,
            email: some(`Person${index}@example.com`, `person${index}@EXAMPLE.org`),
            first_name: some("Åsa", "anna", "Anna", "ÖZGE", undefined),
            last_name: some("O'Neil", "100%_sure", "Smith"),
            has_account: roll() < 0.5,
            group_ids: some([], ["cusgroup_a"], ["cusgroup_b", "cusgroup_a"]),
          },
        }
      : {}),
    attributes: {
      ...(roll() < 0.4 ? { age: some(20, 30, 30, 41) } : {}),
      ...(roll() < 0.3 ? { birthday: some("1990-01-01", "2001-03-16") } : {}),
      ...(roll() < 0.4 ? { member_tier: some("gold", "silver") } : {}),
      ...(roll() < 0.2 ? { member_id: `M-${index}` } : {}),
      ...(roll() < 0.5 ? { points: some(0, -5, 12.5, 1e6) } : {}),
    },
    consent: { marketing: some(true, false, undefined) },
    visits: Array.from({ length: some(0, 1, 1, 2, 3) }, (_, visit) => ({
      at: some("2026-03-01T10:00:00Z", "2026-03-02T10:00:00.123Z", `2026-03-1${visit}T10:00:00Z`),
      device: some("mobile", "desktop", undefined),
      browser: some("Safari", "Firefox"),
      country: some("DE", "JP", undefined),
      ...some({}, { source: "google", medium: "organic", channel: "organic_search" }, { source: "mail", medium: "email", channel: "email", campaign: "spring" }),
      events: Array.from({ length: some(1, 2, 5) }, () => ({ name: some("page_viewed", "product_viewed", "clicked", "page_engaged"), path: some("/", "/sale"), seconds: some(0.1, 12.3, 7) })),
    })),
    orders: Array.from({ length: some(0, 0, 1, 2) }, () => ({
      at: some("2026-02-01T00:00:00Z", "2026-02-03T12:00:00Z"),
      canceled: roll() < 0.2,
      lines: [{ product: "p1", quantity: some(1, 2), total: some(10, 33.33) }],
      refunds: roll() < 0.3 ? [{ amount: 3.33, at: "2026-02-04T00:00:00Z" }] : [],
    })),
    openCarts: roll() < 0.3 ? [{ total: some(5, 9.99), touched: some("2026-03-15T02:30:00Z", "2026-03-14T00:00:00Z") }] : [],
  })) // prettier-ignore
}
