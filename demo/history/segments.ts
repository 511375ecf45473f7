import type { Audience } from "../../src/modules/audience"

/** Templates that the demo's segments are made from, as a merchant would choose them. */
const TEMPLATES = [
  "cart_abandoners",
  "high_value_purchasers",
  "repeat_purchasers",
  "one_time_buyers",
  "lapsed_customers",
  "new_visitors",
  "returning_visitors",
  "frequent_visitors",
  "long_duration",
  "mobile_users",
  "page_viewers",
  "loyal_users",
] as const

/** Names that say what the template's choice means here. */
const NAMES: Partial<Record<(typeof TEMPLATES)[number], string>> = { page_viewers: "Sale viewers" }

/** Creates the demo's segments; returns how many. */
export async function createSegments({ segments }: Audience): Promise<number> {
  const { templates } = await segments.catalogue()
  for (const id of TEMPLATES) {
    const template = templates.find((one) => one.id === id)
    if (!template) throw new Error(`the catalogue has no template "${id}"`)
    await segments.create({
      name: NAMES[id] ?? template.name,
      description: template.description,
      rule: template.rule,
      published: id === "cart_abandoners",
    })
  }
  return TEMPLATES.length
}
