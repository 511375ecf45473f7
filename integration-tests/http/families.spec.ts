import { randomUUID } from "node:crypto"
import sql from "sql-template-tag"
import type { Catalogue, ExplainedCondition, MembersPage, ProfileDto, SegmentDto, SegmentExplanation } from "../../src/contract"
import { closeShop, shop, until, type Answer } from "../support/shop"

/** The family of docs/examples/loyalty, which the shop of the tests lists under `families`. Its module is not there: its table is made here. */
const reason = `spec ${randomUUID()}`
let segment: SegmentDto
let ada: ProfileDto
let customerId: string

const admin = <Body>(path: string, request: { body?: unknown; method?: string } = {}): Promise<Answer<Body>> =>
  shop().admin<Body>(`/admin/audience${path}`, request)
const give = (points: number, at: string): Promise<unknown> =>
  shop().database.execute(sql`
    insert into public.loyalty_entry (id, customer_id, points, reason, given_at) values (${randomUUID()}, ${customerId}, ${points}, ${reason}, ${at})`)
const rule = {
  match: "all",
  rules: [
    { field: "loyalty.points_given", operator: "gte", value: 100, where: [{ dimension: "reason", operator: "eq", value: reason }] },
    { field: "loyalty.balance", operator: "gte", value: 50 },
  ],
}

beforeAll(async () => {
  await shop().database.execute(sql`create table if not exists public.loyalty_entry (
    id text primary key, customer_id text not null, points int not null, reason text not null, given_at timestamptz not null, deleted_at timestamptz)`)
  const { customer } = (await shop().admin<{ customer: { id: string } }>("/admin/customers", { body: { email: `${randomUUID()}@loyal.test` } })).body // prettier-ignore
  customerId = customer.id
  ada = await until(async () => (await admin<{ profiles: ProfileDto[] }>(`/profiles?customer_id=${customerId}`)).body.profiles[0], {
    what: "the customer's profile",
  })
  await give(120, "2026-03-01T10:00:00Z")
  await give(-40, "2026-03-02T10:00:00Z")
  segment = (await admin<{ segment: SegmentDto }>("/segments", { body: { name: `Loyal ${reason}`, rule } })).body.segment
})

afterAll(closeShop)

describe("a family from outside", () => {
  it("stands in the catalogue with its words, and suggests its values", async () => {
    const { families } = (await admin<Catalogue>("/catalogue?language=de")).body
    const own = families.find(({ id }) => id === "loyalty")
    expect(own?.label).toBe("Treueprogramm")
    expect(own?.fields.map(({ field, label }) => [field, label])).toEqual([
      ["loyalty.points_given", "Vergebene Punkte"],
      ["loyalty.balance", "Punktestand"],
      ["loyalty.last_entry_at", "Letzte Änderung der Punkte"],
    ])
    const values = await admin<{ values: unknown[] }>(`/catalogue/loyalty.points_given/values?dimension=reason&q=${encodeURIComponent(reason)}`) // prettier-ignore
    expect(values.body.values).toEqual([{ value: reason, label: reason, count: 2 }])
  })

  it("makes segments whose sentence is in the caller's language, and columns of lists and files", async () => {
    expect(segment).toMatchObject({ family: "loyalty", members_count: 1, status: "fresh" })
    const told = (await admin<{ segment: SegmentDto }>(`/segments/${segment.id}?language=de`)).body.segment.rule_text
    expect(told).toBe(`Vergebene Punkte (Grund: ${reason}): mindestens 100 und Punktestand: mindestens 50`)
    const { members } = (await admin<MembersPage>(`/segments/${segment.id}/members?fields=loyalty.balance&order=-loyalty.balance`)).body
    expect(members).toMatchObject([{ id: ada.id, values: { "loyalty.balance": 80 } }])
    const file = await admin<string>(
      `/segments/${segment.id}/export?fields=loyalty.balance,loyalty.points_given&headers=labels&language=ja`
    )
    expect(file.body).toBe("ポイント残高,付与ポイント\r\n80,120\r\n")
  })

  it("says why somebody is in a segment, and why no longer", async () => {
    const why = async (): Promise<SegmentExplanation> =>
      (await admin<SegmentExplanation>(`/segments/${segment.id}/explain/${ada.id}?language=de`)).body
    const before = await why()
    expect(before).toMatchObject({ member: true, result: true })
    expect(before.rule?.rules.map((one) => [(one as ExplainedCondition).text, one.result])).toEqual([
      [`Vergebene Punkte (Grund: ${reason}): mindestens 100`, true],
      ["Punktestand: mindestens 50", true],
    ])
    expect((before.rule?.rules as ExplainedCondition[]).map(({ evidence }) => evidence?.value)).toEqual([120, 80])

    await give(-60, "2026-03-03T10:00:00Z")
    const after = await why()
    expect(after).toMatchObject({ result: false, rule: { rules: [{ result: true }, { result: false, evidence: { value: 20 } }] } })
    const { body } = await admin<{ segment: SegmentDto }>(`/segments/${segment.id}/evaluate`, { method: "POST" })
    expect(body.segment.members_count).toBe(0)
  })

  it("is refused what it does not have, with its place", async () => {
    const refused = async (condition: object): Promise<string> =>
      (await admin<{ message: string }>("/segments/preview", { body: { rule: condition } })).body.message
    expect(await refused({ field: "loyalty.cards", operator: "gte", value: 1 })).toMatch(/^rule\.field: "?loyalty\.cards"? is not a field/)
    const colour = { dimension: "colour", operator: "eq", value: "red" }
    expect(await refused({ field: "loyalty.points_given", operator: "gte", value: 1, where: [colour] })).toMatch(/^rule\.where\[0\]\.dimension: /) // prettier-ignore
  })
})
