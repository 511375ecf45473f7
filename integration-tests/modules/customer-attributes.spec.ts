import sql from "sql-template-tag"
import { createAudience } from "../../src/modules/audience/audience"
import type { CustomerRecord } from "../../src/modules/audience/identity"
import { parseOptions } from "../../src/modules/audience/options"
import { createTestAudience, type TestAudience } from "../support/audience"

const NOW = "2026-11-23T12:00:00.000Z"
const MAPPING = { member_tier: "metadata.tier", points: "metadata.loyalty.points", size: "metadata.size" }

let audience: TestAudience

beforeEach(async () => {
  audience = await createTestAudience({ now: NOW, options: { customerAttributes: MAPPING } })
})
afterEach(() => audience.database.drop())

let version = 0
const customer = (id: string, metadata: Record<string, unknown> | null): CustomerRecord => ({
  ...{ id, email: `${id}@shop.test`, first_name: null, last_name: null, phone: null, has_account: true, group_ids: [], metadata },
  ...{ created_at: new Date(NOW), updated_at: new Date(new Date(NOW).getTime() + ++version), deleted_at: null },
})

async function attributesOf(profileId: number): Promise<Record<string, unknown>> {
  return (await audience.identity.attributesOf(audience.database, [profileId])).get(profileId) ?? {}
}

const sources = async (): Promise<string[]> =>
  (await audience.database.rows<{ source: string }>(sql`select distinct source from audience.attribute_value order by 1`)).map(
    ({ source }) => source
  )

describe("option customerAttributes", () => {
  it("makes metadata of a customer attributes of the profile, and follows its changes", async () => {
    const id = await audience.identity.saveCustomer(customer("cus_1", { tier: "Gold", loyalty: { points: "120" }, other: 1 }))
    // The choice is written as the attribute has it, the number read from its text.
    expect(await attributesOf(id)).toEqual({ member_tier: "gold", points: 120 })
    expect(await sources()).toEqual(["customer"])

    await audience.identity.saveCustomer(customer("cus_1", { tier: "silver", loyalty: {} }))
    expect(await attributesOf(id)).toEqual({ member_tier: "silver" })
    await audience.identity.saveCustomer(customer("cus_1", null))
    expect(await attributesOf(id)).toEqual({})
  })

  it("takes many new customers at once, and moves them into segments", async () => {
    const rule = await audience.segments.validate({ field: "attribute.member_tier", operator: "eq", value: "gold" })
    const { id } = await audience.segments.create({ name: "Gold", rule })
    await audience.membership.tick()
    await audience.facts.saveCustomers([
      customer("cus_a", { tier: "gold" }),
      customer("cus_b", { tier: "bronze" }),
      customer("cus_c", null),
    ])
    audience.clock.advance(1000)
    await audience.membership.tick()
    const people = await audience.reports.profileDtos((await audience.membership.members(id)).toArray())
    expect(people.map(({ customer_id: customerId }) => customerId)).toEqual(["cus_a"])
  })

  it("stands over what others set while the customer has a value, and removes only its own", async () => {
    const id = await audience.identity.saveCustomer(customer("cus_1", { tier: "gold" }))
    expect(await audience.identity.setAttributes(id, { member_tier: "bronze", points: 5 }, "api")).toMatchObject([
      { stored: true },
      { stored: true },
    ])
    expect(await attributesOf(id)).toEqual({ member_tier: "gold", points: 5 })
    expect(await audience.identity.setAttributes(id, { member_tier: "bronze" }, "declared")).toMatchObject([{ stored: false }])
    await audience.identity.saveCustomer(customer("cus_1", {}))
    expect(await attributesOf(id)).toEqual({ points: 5 })
  })

  it("leaves out values of the wrong type and attributes that do not exist, and goes on with the others", async () => {
    const id = await audience.identity.saveCustomer(customer("cus_1", { tier: "diamond", loyalty: { points: 7 }, size: "XL" }))
    expect(await attributesOf(id)).toEqual({ points: 7 })
    const odd = await audience.identity.saveCustomer(customer("cus_2", { tier: ["gold"], loyalty: "none", size: null }))
    expect(await attributesOf(odd)).toEqual({})
  })

  it("is followed for customers who were copied before it was set", async () => {
    const id = await audience.identity.saveCustomer(customer("cus_1", { tier: "gold", vip: true }))
    const later = createAudience({
      ...audience,
      options: parseOptions({ customerAttributes: { points: "metadata.vip", member_id: "metadata.tier" } }),
    })
    await later.identity.runTasks()
    expect(await attributesOf(id)).toEqual({ member_tier: "gold", member_id: "gold" })
    expect(await audience.database.rows(sql`select profile_ids from audience.touched order by id desc limit 1`)).toEqual([
      { profile_ids: [id] },
    ])
  })

  it.each([
    [{ Tier: "metadata.tier" }, /customerAttributes/],
    [{ tier: "tier" }, /option "customerAttributes.tier": must be a path into the customer's metadata/],
    [{ tier: "metadata" }, /option "customerAttributes.tier"/],
    [["metadata.tier"], /option "customerAttributes"/],
  ])("refuses %j", (customerAttributes, message) => {
    expect(() => parseOptions({ customerAttributes })).toThrow(message)
  })
})
