import { randomUUID } from "node:crypto"
import type { AuditEntry, ErasureReceipt, MemberDto, PersonalData, SegmentDto } from "../../src/contract"
import { signUp, type Account } from "../support/sign-up"
import { anEvent, closeShop, shop, until, type Answer } from "../support/shop"

afterAll(closeShop)

interface Known extends Account {
  visitor: string
  profileId: string
}

const admin = <Body>(path: string, init?: Parameters<ReturnType<typeof shop>["admin"]>[1]): Promise<Answer<Body>> =>
  shop().admin<Body>(`/admin/audience${path}`, init)

/** Somebody who visited and signed in. */
async function known(): Promise<Known> {
  const [account, visitor] = [await signUp(), randomUUID()]
  await shop().collect({ visitor, events: [anEvent("page_viewed", { url: "https://shop.test/privacy-spec" })] })
  const identified = await shop().store<{ profile: { id: string } }>("/store/audience/identify", {
    body: { visitor },
    token: account.token,
  })
  return { ...account, visitor, profileId: identified.body.profile.id }
}

const audit = async (query: string): Promise<{ audit: AuditEntry[]; count: number }> =>
  (await admin<{ audit: AuditEntry[]; count: number }>(`/audit?${query}`)).body

describe("/admin/audience/profiles/:id/data", () => {
  it("answers everything about one person as a file, and notes which admin asked", async () => {
    const person = await known()
    const { status, headers, body } = await admin<PersonalData>(`/profiles/${person.profileId}/data`)
    expect(status).toBe(200)
    expect(headers.get("content-disposition")).toBe(`attachment; filename="${person.profileId}.json"`)
    expect(headers.get("cache-control")).toBe("no-store")
    expect(body).toMatchObject({
      profile_id: person.profileId,
      records: { customer: [{ id: person.id, email: person.email }], event: [{ name: "page_viewed", page: { path: "/privacy-spec" } }] },
    })
    expect((await audit(`subject=${person.profileId}`)).audit).toMatchObject([
      { action: "profile.exported", actor: { type: "user", id: expect.stringMatching(/^user_/) as string }, subject: person.profileId },
    ])
    expect((await admin(`/profiles/aprof_${"0".repeat(32)}/data`)).status).toBe(404)
  })
})

describe("DELETE /admin/audience/profiles/:id", () => {
  it("answers a receipt, after which nobody finds the person and no copy of Medusa's records brings it back", async () => {
    const person = await known()
    const { status, body } = await admin<{ receipt: ErasureReceipt }>(`/profiles/${person.profileId}`, { method: "DELETE" })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      id: person.profileId,
      object: "profile",
      deleted: true,
      receipt: { remaining: 0, removed: { customer: 1, event: 1, visitor: 1 } },
    })
    expect((await admin(`/profiles/${person.profileId}`)).status).toBe(404)
    expect((await admin(`/profiles/${person.profileId}`, { method: "DELETE" })).status).toBe(404)
    expect((await audit("action=profile.erased&limit=1")).audit).toMatchObject([
      { id: body.receipt.id, subject: person.profileId, detail: { remaining: 0 } },
    ])

    // Medusa still has the customer and tells of its changes; somebody else's, told later, shows when that is done.
    const other = await signUp()
    await shop().admin(`/admin/customers/${person.id}`, { body: { first_name: "Again" } })
    const countOf = async (id: string): Promise<number> => (await admin<{ count: number }>(`/profiles?customer_id=${id}`)).body.count
    await until(async () => (await countOf(other.id)) === 1, { what: "the copy of another customer" })
    await shop().admin(`/admin/customers/${other.id}`, { body: { first_name: "Other" } })
    await until(
      async () => (await admin<{ profiles: MemberDto[] }>(`/profiles?customer_id=${other.id}`)).body.profiles[0]?.first_name === "Other",
      {
        what: "the copy of a later change",
      }
    )
    expect(await countOf(person.id)).toBe(0)
  })

  it("is for admins: neither a visitor nor a customer may export or erase by a profile's id", async () => {
    const [person, other] = [await known(), await signUp()]
    for (const token of [undefined, person.token, other.token]) {
      const as = { ...(token ? { token } : {}) }
      expect((await shop().http(`/admin/audience/profiles/${person.profileId}`, { method: "DELETE", ...as })).status).toBe(401)
      expect((await shop().http(`/admin/audience/profiles/${person.profileId}/data`, as)).status).toBe(401)
      expect((await shop().http("/admin/audience/audit", as)).status).toBe(401)
    }
    expect((await admin<{ profile: MemberDto }>(`/profiles/${person.profileId}`)).body.profile.customer_id).toBe(person.id)
  })
})

describe("/store/audience/data", () => {
  it("exports and erases the signed-in customer alone", async () => {
    const [person, other] = [await known(), await known()]
    const data = await shop().store<PersonalData>("/store/audience/data", { token: person.token })
    expect(data.body).toMatchObject({ profile_id: person.profileId, records: { customer: [{ id: person.id }] } })
    expect(JSON.stringify(data.body)).not.toContain(other.id)

    const erased = await shop().store<{ receipt: ErasureReceipt }>("/store/audience/data", { method: "DELETE", token: person.token })
    expect(erased).toMatchObject({ status: 200, body: { receipt: { profile_id: person.profileId, remaining: 0 } } })
    expect((await audit(`subject=${person.profileId}`)).audit.map(({ action, actor }) => [action, actor])).toEqual([
      ["profile.erased", { type: "customer", id: person.id }],
      ["profile.exported", { type: "customer", id: person.id }],
    ])
    expect((await shop().store<PersonalData>("/store/audience/data", { token: person.token })).body).toMatchObject({
      profile_id: null,
      records: {},
    })
    expect((await admin(`/profiles/${other.profileId}`)).status).toBe(200)
  })

  it("asks for the customer's login", async () => {
    for (const token of [undefined, "no token", shop().adminToken]) {
      for (const method of ["GET", "DELETE"]) {
        expect((await shop().store("/store/audience/data", { method, ...(token ? { token } : {}) })).status).toBe(401)
      }
    }
  })
})

describe("/admin/audience/audit", () => {
  it("tells of exports of segments without whom they were about, and refuses a filter that it does not know", async () => {
    const rule = { match: "all", rules: [{ field: "attribute.email", operator: "eq", value: `${randomUUID()}@nobody.test` }] }
    const { segment } = (await admin<{ segment: SegmentDto }>("/segments", { body: { name: `Audit ${randomUUID()}`, rule } })).body
    await admin(`/segments/${segment.id}/export?fields=attribute.email&bom=true`)
    const page = await audit(`subject=${segment.id}&action=people.exported`)
    expect(page).toMatchObject({
      count: 1,
      audit: [{ subject: segment.id, detail: { name: segment.handle, format: "csv", fields: ["attribute.email"], bom: true } }],
    })
    const person = `${randomUUID()}@nobody.test`
    const [condition, other] = [
      { field: "attribute.email", operator: "eq", value: person },
      { field: "visit.sessions", operator: "gte", value: 1 },
    ]
    const asked = encodeURIComponent(JSON.stringify({ match: "any", rules: [condition, { match: "all", rules: [other, condition] }] }))
    await admin(`/segments/${segment.id}/export?fields=visit.sessions&q=${person}&rule=${asked}`)
    const [latest] = (await audit(`subject=${segment.id}&limit=1`)).audit
    // Whom it was about would be left here when that person is erased.
    expect(JSON.stringify(latest)).not.toContain(person)
    expect(latest?.detail).toMatchObject({ searched: true, rule_fields: ["attribute.email", "visit.sessions"] })
    expect((await admin("/audit?action=everything")).status).toBe(400)
    expect((await admin("/audit?actor=me")).status).toBe(400)
  })
})
