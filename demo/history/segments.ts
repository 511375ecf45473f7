import type { Audience, CustomerRecord } from "../../src/modules/audience"

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

/** One customer in so many tests products. */
const TESTED_AMONG = 24

/** Creates a static segment and puts customers into it as the admin does by hand; returns its size. */
export async function chooseTesters(
  { segments, identity, membership }: Audience,
  customers: Iterable<CustomerRecord>,
  admin: string | undefined
): Promise<number> {
  const { id } = await segments.create(
    { name: "Product testers", description: "Customers who agreed to try new products before they are sold.", kind: "static" },
    admin
  )
  const chosen = [...customers].filter((_, place) => place % TESTED_AMONG === 0)
  const profiles: number[] = []
  for (const customer of chosen) profiles.push(await identity.saveCustomer(customer))
  const { added } = await membership.decide(id, { add: profiles }, admin)
  await membership.tick()
  return added.length
}
