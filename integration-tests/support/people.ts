import { randomUUID } from "node:crypto"
import type { CartRecord, CustomerRecord, OrderRecord } from "../../src/modules/audience"
import type { TestAudience } from "./audience"
import { createProfiles, writeRawBatch, type RawEvent } from "./raw-events"

/** What somebody saw: an event at a time of its own. */
type Seen = Pick<RawEvent, "at" | "name" | "path" | "productId">

/** Makes people who did one thing each, on the real stages; every one of these answers the profile's id. */
export function people(audience: TestAudience) {
  let named = 0

  function customer(given: Partial<CustomerRecord> = {}): CustomerRecord {
    const at = audience.clock.now()
    return {
      ...{ id: `cus_${++named}`, email: `cus_${named}@shop.test`, first_name: null, last_name: null, phone: null, has_account: true },
      ...{ group_ids: [], metadata: null, created_at: at, updated_at: at, deleted_at: null, ...given },
    }
  }
  const profileOf = async ({ id }: CustomerRecord): Promise<number> => (await audience.identity.findProfile({ customerId: id })) ?? 0

  return {
    /** All of it in one visit. */
    async visitor(...seen: Seen[]): Promise<number> {
      const [profileId = 0] = await createProfiles(audience.database, 1, seen[0]?.at)
      const session = randomUUID()
      for (const { at } of seen) await audience.collection.ensurePartitions(new Date(at), new Date(at))
      await writeRawBatch(
        audience.database,
        seen.map((event) => ({ ...event, profileId, visitorId: profileId, session }))
      )
      await audience.rollups.fold()
      return profileId
    },
    async customer({ attributes = {}, ...given }: Partial<CustomerRecord> & { attributes?: Record<string, unknown> }): Promise<number> {
      const profile = await audience.identity.saveCustomer(customer(given))
      await audience.identity.setAttributes(profile, attributes, "api")
      return profile
    },
    async buyer(placed: Date): Promise<number> {
      const buyer = customer()
      await audience.facts.saveOrders([orderOf(buyer, placed)])
      return profileOf(buyer)
    },
    async cartOwner(touched: Date): Promise<number> {
      const owner = customer()
      await audience.facts.saveCarts([cartOf(owner, touched)])
      return profileOf(owner)
    },
  }
}

const line = { id: "line_1", product_id: "prod_mug", variant_id: null, title: null, quantity: 1, total: 10 }

function orderOf(customer: CustomerRecord, at: Date): OrderRecord {
  return {
    ...{
      id: `order_${customer.id}`,
      display_id: null,
      cart_id: null,
      visitor: null,
      customer,
      email: null,
      currency_code: "eur",
      total: 10,
    },
    ...{ placed_at: at, canceled_at: null, sales_channel_id: null, region_id: null, promotion_codes: [], updated_at: at, refunds: [] },
    lines: [{ ...line, returned_quantity: 0 }],
  }
}

function cartOf(customer: CustomerRecord, at: Date): CartRecord {
  return {
    ...{ id: `cart_${customer.id}`, visitor: null, email: null, currency_code: "eur", customer, created_at: at, touched_at: at },
    ...{ deleted_at: null, completed_at: null, total: 10, lines: [line] },
  }
}
