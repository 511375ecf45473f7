import { randomUUID } from "node:crypto"
import {
  HIDDEN,
  type AccessDto,
  type Catalogue,
  type ExplainedCondition,
  type ManualMember,
  type MembersPage,
  type ProfileAttribute,
  type ProfileDto,
  type Rights,
  type SegmentDto,
  type SegmentExplanation,
} from "../../src/contract"
import { inviteAdmin, type SecondAdmin } from "../support/second-admin"
import { closeShop, shop, until, type Answer } from "../support/shop"

const email = `${randomUUID()}@access.test`
const key = `secret_${randomUUID().slice(0, 8)}`
let second: SecondAdmin
let profile: ProfileDto
let segment: SegmentDto

/** Requests of the first admin, who has every right. */
const admin = <Body>(path: string, body?: unknown, method?: string): Promise<Answer<Body>> =>
  shop().admin<Body>(`/admin/audience${path}`, { ...(body === undefined ? {} : { body }), ...(method ? { method } : {}) })
/** The same of the second one. */
const other = <Body = { type: string; message: string }>(path: string, body?: unknown, method?: string): Promise<Answer<Body>> =>
  shop().http<Body>(`/admin/audience${path}`, {
    token: second.token,
    ...(body === undefined ? {} : { body }),
    ...(method ? { method } : {}),
  })

const give = async (rights: Partial<Rights>): Promise<void> => {
  const users = [{ id: second.id, personal: true, export: true, edit: true, ...rights }]
  expect((await admin("/access", { users })).status).toBe(200)
}

beforeAll(async () => {
  second = await inviteAdmin()
  await admin("/attributes", { key, label: "Secret", type: "text", personal: true })
  const { customer } = (await shop().admin<{ customer: { id: string } }>("/admin/customers", { body: { email, first_name: "Ada", phone: "123" } })).body // prettier-ignore
  profile = await until(async () => (await admin<{ profiles: ProfileDto[] }>(`/profiles?customer_id=${customer.id}`)).body.profiles[0], {
    what: "the customer's profile",
  })
  await admin("/profiles/batch", { profiles: [{ id: profile.id, attributes: { [key]: "hush", member_tier: "gold", birthday: "1990-01-01" } }] }) // prettier-ignore
  const rule = { match: "all", rules: [{ field: "attribute.email", operator: "eq", value: email }] }
  segment = (await admin<{ segment: SegmentDto }>("/segments", { name: `Access ${key}`, rule })).body.segment
})

afterAll(async () => {
  await give({})
  await closeShop()
})

describe("/admin/audience/access", () => {
  it("gives everybody every right until an admin takes one", async () => {
    const { body } = await other<AccessDto>("/access")
    expect(body.me).toEqual({ personal: true, export: true, edit: true })
    expect(body.users.find(({ id }) => id === second.id)).toEqual({
      ...{ id: second.id, email: second.email, name: "Second Admin", me: true },
      ...{ personal: true, export: true, edit: true },
    })
    await give({ personal: false, export: false })
    expect((await other<AccessDto>("/access")).body.me).toEqual({ personal: false, export: false, edit: true })
    expect((await admin<AccessDto>("/access")).body.me).toEqual({ personal: true, export: true, edit: true })
  })

  it("lets nobody lock everybody out, and knows no strangers", async () => {
    const { users } = (await admin<AccessDto>("/access")).body
    const nobody = users.map(({ id }) => ({ id, personal: true, export: true, edit: false }))
    expect((await admin("/access", { users: nobody })).body).toMatchObject({
      type: "not_allowed",
      message: expect.stringMatching(/^users: /),
    })
    expect((await admin<AccessDto>("/access")).body.me.edit).toBe(true)
    const stranger = { users: [{ id: "user_none", personal: true, export: true, edit: true }] }
    expect((await admin<{ message: string }>("/access", stranger)).body.message).toMatch(/^users\[0\]\.id: /)
    expect((await admin<{ message: string }>("/access", { users: [{ id: second.id, edit: true }] })).body.message).toMatch(/^users\[0\]\.personal: /) // prettier-ignore
  })
})

describe("an admin without the right to edit", () => {
  beforeAll(() => give({ edit: false }))

  it.each([
    ["/segments", { name: "x", rule: { match: "all", rules: [] } }],
    ["/attributes", { key: "x", label: "x", type: "text" }],
    ["/profiles/batch", { profiles: [] }],
    ["/imports", {}],
    ["/access", { users: [] }],
    ["/backfill", {}],
  ])("is refused POST %s", async (path, body) => {
    const { status, body: refusal } = await other(path, body)
    expect(status).toBe(403)
    expect(refusal.message).toMatch(/may not change anything/)
  })

  it.each([
    ["archive", {}],
    ["unarchive", {}],
    ["duplicate", { name: "Copy" }],
    ["versions/1/restore", {}],
    ["members", { add: ["aprof_1"] }],
    ["", { name: "Renamed" }],
  ])("is refused POST segments/:id/%s, and nothing of it is done", async (verb, body) => {
    // What an admin decides about it; the evaluator goes on meanwhile.
    const decided = async (): Promise<Partial<SegmentDto>> => {
      const { evaluated_at: _, ...rest } = (await admin<{ segment: SegmentDto }>(`/segments/${segment.id}`)).body.segment
      return rest
    }
    const before = await decided()
    const count = async (): Promise<number> => (await admin<{ count: number }>(`/segments?q=${segment.name}`)).body.count
    const segments = await count()
    const { status, body: refusal } = await other(`/segments/${segment.id}/${verb}`, body)
    expect([status, refusal.type]).toEqual([403, "forbidden"])
    expect(refusal.message).toBe("You may not change anything here; ask an admin who may")
    expect(await decided()).toEqual(before)
    expect(await count()).toBe(segments)
  })

  it.each([
    ["", { internal: true }],
    ["/unmerge", {}],
    ["/attributes", { attributes: { points: 1 } }],
  ])("is refused POST profiles/:id%s, and nothing of it is done", async (verb, body) => {
    const before = (await admin<{ profile: ProfileDto }>(`/profiles/${profile.id}`)).body
    const { status, body: refusal } = await other(`/profiles/${profile.id}${verb}`, body)
    expect([status, refusal.message]).toEqual([403, "You may not change anything here; ask an admin who may"])
    expect((await admin<{ profile: ProfileDto }>(`/profiles/${profile.id}`)).body).toEqual(before)
  })

  it.each([
    ["/settings", { internal_email_domains: ["access.test"] }],
    ["/reconciliation", {}],
  ])("is refused POST %s", async (path, body) => {
    expect((await other(path, body)).status).toBe(403)
    expect((await admin<{ internal_email_domains: string[] }>("/settings")).body.internal_email_domains).not.toContain("access.test")
  })

  it("may ask why, who was decided by hand, and what was changed", async () => {
    for (const path of [`explain/${profile.id}`, "manual", "versions", "changes", "trend"])
      expect([path, (await other(`/segments/${segment.id}/${path}`)).status]).toEqual([path, 200])
  })

  it("is refused DELETE, also with another spelling of the address", async () => {
    expect((await other(`/segments/${segment.id}`, undefined, "DELETE")).status).toBe(403)
    expect((await other(`/segments/${segment.id}/`, undefined, "DELETE")).status).toBe(403)
    const upper = await shop().http(`/ADMIN/audience/segments/${segment.id}`, { token: second.token, method: "DELETE" })
    expect([401, 403, 404]).toContain(upper.status)
    expect((await admin(`/segments/${segment.id}`)).status).toBe(200)
  })

  it("may read, preview and export", async () => {
    expect((await other<{ profile: ProfileDto }>(`/profiles/${profile.id}`)).body.profile.email).toBe(email)
    expect((await other("/segments/preview", { rule: { match: "all", rules: [] } })).status).toBe(200)
    expect((await other<string>(`/segments/${segment.id}/export`)).body).toContain(email)
  })
})

describe("an admin without the right to export", () => {
  beforeAll(() => give({ export: false }))

  it("is refused files and may do the rest", async () => {
    for (const path of [`/segments/${segment.id}/export`, "/profiles/export", "/imports/aimp_x/errors", `/profiles/${profile.id}/data`])
      expect([path, (await other(path)).status]).toEqual([path, 403])
    expect((await other(`/segments/${segment.id}`, { description: "still editing" })).status).toBe(200)
  })

  it("is refused them in whatever letters the address is written", async () => {
    for (const path of [`/segments/${segment.id}/EXPORT`, "/Profiles/export", "/imports/aimp_x/Errors", `/profiles/${profile.id}/daTa`])
      expect([path, (await other(path)).status]).toEqual([path, 403])
  })
})

describe("an admin who may not see personal data", () => {
  beforeAll(() => give({ personal: false }))

  it("gets people masked, wherever they stand", async () => {
    const { body } = await other<{ profile: ProfileDto }>(`/profiles/${profile.id}`)
    expect(body.profile).toMatchObject({ id: profile.id, email: HIDDEN, first_name: HIDDEN, last_name: null, identified: true })
    expect(Object.keys(body.profile.attributes).sort()).toEqual(["age", "member_tier"])
    for (const path of [`/segments/${segment.id}/members`, `/segments/${segment.id}/overview`, `/segments/${segment.id}/changes`, `/profiles?customer_id=${profile.customer_id}`, `/profiles/${profile.id}/timeline`, `/profiles/${profile.id}/attributes`]) {
      const answer = JSON.stringify((await other<unknown>(path)).body)
      for (const secret of [email, "Ada", "hush", "1990-01-01"]) expect([path, answer.includes(secret)]).toEqual([path, false])
    } // prettier-ignore
    const { attributes } = (await other<{ attributes: ProfileAttribute[] }>(`/profiles/${profile.id}/attributes`)).body
    expect(attributes.find((one) => one.key === key)).toMatchObject({ value: null, hidden: true })
    expect(attributes.find((one) => one.key === "member_tier")).toMatchObject({ value: "gold", source: "api" })
  })

  it("learns why somebody is in a segment without what it was decided by, and may change segments", async () => {
    const path = `/segments/${segment.id}/explain/${profile.id}`
    const seen = (await admin<SegmentExplanation>(path)).body.rule?.rules[0] as ExplainedCondition
    expect(seen).toMatchObject({ result: true, evidence: { value: email } })
    const masked = (await other<SegmentExplanation>(path)).body
    expect(masked).toMatchObject({
      member: true,
      result: true,
      rule: { rules: [{ field: "attribute.email", result: true, evidence: null }] },
    })
    // What decides a condition that is nobody's secret is shown.
    const rule = { match: "all", rules: [{ field: "attribute.member_tier", operator: "eq", value: "gold" }] }
    const made = await other<{ segment: SegmentDto }>("/segments", { name: `Tier ${key}`, rule })
    const { body } = await other<SegmentExplanation>(`/segments/${made.body.segment.id}/explain/${profile.id}`)
    expect(body.rule?.rules[0]).toMatchObject({ result: true, evidence: { value: "gold" } })
  })

  it("is told every rule without whom it names, wherever one is told", async () => {
    const ruleOf = (address: string, secret: string): object => ({
      match: "all",
      rules: [
        { field: "attribute.email", operator: "in", value: [address, `second-${address}`] },
        { field: "attribute.birthday", operator: "before", value: "1999-09-19" },
        { match: "any", rules: [{ field: `attribute.custom.${key}`, operator: "contains", value: secret }] },
        { field: "attribute.birthday", operator: "anniversary_in_next", value: { next: 7, unit: "day" } },
        { field: "attribute.member_tier", operator: "eq", value: "gold" },
      ],
    })
    const { id } = (await admin<{ segment: SegmentDto }>("/segments", { name: `Told ${key}`, rule: ruleOf(email, "hush") })).body.segment
    await admin(`/segments/${id}`, { rule: ruleOf(`other-${email}`, "whisper") })
    await admin(`/segments/${id}/members`, { add: [profile.id] })
    const places = ["", "/versions", `/explain/${profile.id}`, "/overview", "/uses", "/changes", "/manual"]
    const answers = [`/segments?q=${key}`, ...places.map((place) => `/segments/${id}${place}`)]
    for (const path of answers)
      for (const language of ["en", "de", "ja"]) {
        const { status, body } = await other<unknown>(`${path}${path.includes("?") ? "&" : "?"}language=${language}`)
        const text = JSON.stringify(body)
        for (const secret of [email, "hush", "whisper", "1999"])
          expect([path, status, secret, text.includes(secret)]).toEqual([path, 200, secret, false])
      }
  })

  it.each(["application/json", "application/x-ndjson"])(
    "gets reports as %s without sections and differences of personal fields",
    async (accept) => {
      const read = async (token: string): Promise<string> =>
        JSON.stringify((await shop().admin(`/admin/audience/segments/${segment.id}/report`, { token, headers: { accept } })).body)
      expect(await read(shop().adminToken)).toContain("hush")
      const masked = await read(second.token)
      expect(masked).toContain("attribute.member_tier")
      for (const secret of [email, "hush", "1990-01-01"]) expect([secret, masked.includes(secret)]).toEqual([secret, false])
    }
  )

  it("gets the decisions by hand with the people masked", async () => {
    const { id } = (await admin<{ segment: SegmentDto }>("/segments", { name: `Hand ${key}`, kind: "static" })).body.segment
    expect((await other(`/segments/${id}/members`, { add: [profile.id] })).status).toBe(200)
    const { body } = await other<{ manual: ManualMember[] }>(`/segments/${id}/manual`)
    expect(body.manual).toMatchObject([{ kind: "added", profile: { id: profile.id, email: HIDDEN, first_name: HIDDEN } }])
    expect((await admin<{ manual: ManualMember[] }>(`/segments/${id}/manual`)).body.manual[0]?.profile.email).toBe(email)
    expect((await other<{ segment: SegmentDto }>(`/segments/${id}/duplicate`, {})).body.segment.members_count).toBe(1)
    for (const verb of ["archive", "unarchive"]) expect((await other(`/segments/${id}/${verb}`, {})).status).toBe(200)
  })

  it("finds no personal field in the catalogue, and may name none", async () => {
    const fields = (await other<Catalogue>("/catalogue")).body.families.flatMap((family) => family.fields.map(({ field }) => field))
    expect(fields).toContain("attribute.member_tier")
    for (const field of ["attribute.email", "attribute.phone", "attribute.birthday", `attribute.custom.${key}`]) {
      expect(fields).not.toContain(field)
      for (const path of [
        `/segments/${segment.id}/members?fields=visit.sessions,${field}`,
        `/segments/${segment.id}/members?order=-${field}`,
        `/segments/${segment.id}/export?fields=${field}`,
        `/profiles?fields=${field}`,
        `/catalogue/${field}/values`,
      ]) {
        expect([path, (await other(path)).status]).toEqual([path, 403])
      }
      const rule = { match: "all", rules: [{ match: "any", rules: [{ field, operator: "set" }] }] }
      const refused = await other("/segments/preview", { rule })
      expect(refused.status).toBe(403)
      expect(refused.body.message).toMatch(/^rule\.rules\[0\]\.rules\[0\]\.field: /)
      expect((await other("/segments", { name: "x", rule })).status).toBe(403)
      expect((await other(`/profiles?rule=${encodeURIComponent(JSON.stringify(rule))}`)).status).toBe(403)
    }
  })

  it("cannot find people by what is hidden, but by their id", async () => {
    for (const path of ["/profiles", "/Profiles", `/segments/${segment.id}/members`, `/segments/${segment.id}/EXPORT`])
      expect((await other(`${path}?q=${encodeURIComponent(email)}`)).status).toBe(403)
    expect((await other<MembersPage & { profiles: ProfileDto[] }>(`/profiles?q=${profile.id}`)).body.profiles).toHaveLength(1)
  })

  it("cannot ask for it by another spelling of the question", async () => {
    const escaped = `{"field":"attribute.\\u0065mail","operator":"eq","value":"${email}"}`
    const refused = await other(`/profiles?rule=${encodeURIComponent(escaped)}`)
    expect([refused.status, refused.body.message]).toEqual([403, "rule.field: is about personal data, which you may not see"])
    const german = await other(`/profiles?language=de&rule=${encodeURIComponent(escaped)}`)
    expect(german.body.message).toBe("rule.field: betrifft personenbezogene Daten, die Sie nicht sehen dürfen")
    expect((await other("/Catalogue/attribute.email/Values")).status).toBe(403)
    expect((await other(`/profiles/${profile.id}/DATA`)).status).toBe(403)
    expect((await other("/IMPORTS")).status).toBe(403)
  })

  it("cannot find out by a batch whose e-mail it is", async () => {
    const batch = (one: object): Promise<Answer<{ message: string }>> =>
      other("/profiles/batch", { profiles: [{ ...one, attributes: { points: 1 } }] })
    const refused = await batch({ email })
    expect([refused.status, refused.body.message]).toEqual([403, expect.stringMatching(/^profiles: /)])
    expect((await batch({ id: profile.id })).status).toBe(200)
  })

  it("gets a file without the personal columns, and none that consists of them", async () => {
    const { status, body } = await other<string>(`/segments/${segment.id}/export`)
    expect(status).toBe(200)
    expect(body.split("\r\n")[0]).toBe("visit.first_seen,visit.last_seen,purchase.orders,purchase.spent")
    for (const path of [`/segments/${segment.id}/export?format=meta`, `/profiles/${profile.id}/data`, "/imports"])
      expect([path, (await other(path)).status]).toEqual([path, 403])
  })
})

describe("a secret API key", () => {
  it("has every right", async () => {
    const { api_key: secret } = (
      await shop().admin<{ api_key: { token: string } }>("/admin/api-keys", { body: { title: `spec ${randomUUID()}`, type: "secret" } })
    ).body
    const authorization = `Basic ${Buffer.from(`${secret.token}:`).toString("base64")}`
    const { body } = await shop().http<{ profile: ProfileDto }>(`/admin/audience/profiles/${profile.id}`, { headers: { authorization } })
    expect(body.profile.email).toBe(email)
  })
})

describe("an attribute", () => {
  const own = `own_${randomUUID().slice(0, 8)}`
  const values = async (): Promise<ProfileAttribute | undefined> =>
    (await admin<{ attributes: ProfileAttribute[] }>(`/profiles/${profile.id}/attributes`)).body.attributes.find((one) => one.key === own)

  it("is changed in all but its key and type", async () => {
    await admin("/attributes", { key: own, label: "Own", type: "choice", choices: ["red", "blue"] })
    const change = { label: "Colour", choices: ["red", "green"], personal: true, verified_only: true }
    expect((await admin(`/attributes/${own}`, change)).body).toMatchObject({ attribute: { key: own, type: "choice", ...change } })
    expect((await admin<{ message: string }>(`/attributes/${own}`, { type: "text" })).body.message).toMatch(/^type: /)
    expect((await admin(`/attributes/nothing`, { label: "x" })).status).toBe(404)
    await admin(`/attributes/${own}`, { personal: false })
  })

  it("is set by hand on a person, with its source and time, or refused with its place", async () => {
    const { body } = await admin<{ message: string }>(`/profiles/${profile.id}/attributes`, { attributes: { [own]: "blue" } })
    expect(body.message).toBe(`attributes.${own}: must be one of red, green`)
    expect((await admin(`/profiles/${profile.id}/attributes`, { attributes: { [own]: "RED" } })).status).toBe(200)
    expect(await values()).toMatchObject({ value: "red", source: "admin", label: "Colour", updated_at: expect.any(String) })
  })

  it("keeps the choices that are somebody's value", async () => {
    const { body } = await admin<{ message: string }>(`/attributes/${own}`, { choices: ["green"] })
    expect(body.message).toBe("choices: these are still the value of somebody: red (1 people)")
  })

  it("is not deleted while a segment uses it; then with its values", async () => {
    const rule = { match: "all", rules: [{ match: "any", rules: [{ field: `attribute.custom.${own}`, operator: "eq", value: "red" }] }] }
    const { segment: user } = (await admin<{ segment: SegmentDto }>("/segments", { name: `Uses ${own}`, rule })).body
    expect((await admin(`/attributes/${own}`)).body).toMatchObject({ values_count: 1, segments: [{ id: user.id, name: user.name }] })
    expect((await admin(`/attributes/${own}`, undefined, "DELETE")).body).toMatchObject({ type: "not_allowed", message: expect.stringContaining(user.name) }) // prettier-ignore
    await admin(`/segments/${user.id}`, undefined, "DELETE")
    expect((await admin(`/attributes/${own}`, undefined, "DELETE")).body).toEqual({ id: own, object: "attribute", deleted: true })
    expect(await values()).toBeUndefined()
    expect((await admin("/attributes/gender", undefined, "DELETE")).body).toMatchObject({ type: "not_allowed" })
  })

  it("loses a value that is taken back by hand", async () => {
    const set = (value: unknown): Promise<Answer<{ attributes: ProfileAttribute[] }>> =>
      admin(`/profiles/${profile.id}/attributes`, { attributes: { points: value } })
    expect((await set("7")).body.attributes.find((one) => one.key === "points")?.value).toBe(7)
    expect((await set(null)).body.attributes.find((one) => one.key === "points")).toMatchObject({ value: null, source: null })
  })
})

describe("GET /audience/metrics", () => {
  it("answers a Prometheus server that has the token", async () => {
    const { metricsToken } = shop().options
    const { status, headers, body } = await shop().http<string>("/audience/metrics", {
      headers: { authorization: `Bearer ${metricsToken}` },
    })
    expect(status).toBe(200)
    expect(headers.get("content-type")).toBe("text/plain; charset=utf-8; version=0.0.4")
    expect(body).toContain('# TYPE audience_stage_lag_seconds gauge\naudience_stage_lag_seconds{stage="identity"} ')
    expect(body).toContain(`audience_segment_members{segment="${segment.handle}"} 1\n`)
    // Every line is a comment or a name, labels and a figure.
    for (const line of body.trimEnd().split("\n"))
      expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? [\d.e+-]+)$/)
  })

  it("refuses everybody else", async () => {
    for (const authorization of ["", "Bearer wrong", `Basic ${shop().options.metricsToken}`])
      expect((await shop().http("/audience/metrics", { headers: { authorization } })).status).toBe(401)
    expect((await shop().http(`/audience/metrics?token=${shop().options.metricsToken}`)).status).toBe(401)
  })
})
