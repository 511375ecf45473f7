import { randomUUID } from "node:crypto"
import type {
  AttributeDto,
  AudienceHealth,
  AudienceActivity,
  AudienceSettings,
  BatchResult,
  MemberDto,
  PersonDto,
  ProfileDto,
  ProfileSegment,
  ProfileSegmentChange,
  SegmentDto,
  TimelineEntry,
} from "../../src/contract"
import { anEvent, closeShop, shop, until, type Answer } from "../support/shop"
import { signUp } from "../support/sign-up"

const page = `/people-spec-${randomUUID()}`
const email = `${randomUUID()}@people.test`
let customerId: string
let profile: MemberDto

const admin = <Body>(path: string, body?: unknown): Promise<Answer<Body>> =>
  shop().admin<Body>(`/admin/audience${path}`, body === undefined ? {} : { body })

beforeAll(async () => {
  await shop().collect({ visitor: randomUUID(), events: [anEvent("page_viewed", { url: `https://shop.test${page}`, title: "Spec" })] })
  customerId = (await shop().admin<{ customer: { id: string } }>("/admin/customers", { body: { email, first_name: "Pia" } })).body.customer
    .id
  profile = await until(async () => (await admin<{ profiles: MemberDto[] }>(`/profiles?customer_id=${customerId}`)).body.profiles[0], {
    what: "the customer's profile",
  })
})

afterAll(closeShop)

describe("GET /admin/audience/profiles", () => {
  it("finds the profile of a customer, and by its e-mail", async () => {
    expect(profile).toMatchObject({ customer_id: customerId, email, first_name: "Pia", identified: true })
    const { body } = await admin<{ profiles: MemberDto[]; count: number; next_cursor: string | null }>(
      `/profiles?q=${encodeURIComponent(email.toUpperCase())}`
    )
    expect(body).toMatchObject({ count: 1, next_cursor: null, profiles: [{ id: profile.id }] })
  })

  it("narrows the list to the people for whom a rule is true", async () => {
    const found = async (rule: object): Promise<{ profiles: MemberDto[]; count: number }> =>
      (
        await admin<{ profiles: MemberDto[]; count: number }>(
          `/profiles?rule=${encodeURIComponent(JSON.stringify(rule))}&q=${encodeURIComponent(email)}`
        )
      ).body
    const pia = { field: "attribute.first_name", operator: "eq", value: "Pia" }
    expect(await found(pia)).toMatchObject({ count: 1, profiles: [{ id: profile.id }] })
    expect(await found({ match: "all", not: true, rules: [pia] })).toMatchObject({ count: 0, profiles: [] })
    const refused = await admin<{ message: string }>(`/profiles?rule=${encodeURIComponent('{"field":"visit.colour"}')}`)
    expect(refused).toMatchObject({ status: 400, body: { message: expect.stringMatching(/^rule\.field: /) as string } })
  })

  it("knows by a rule who came after the list was asked for the last time", async () => {
    const path = `${page}-just-now`
    const viewed = { field: "behavior.page_views", operator: "gte", value: 1, where: [{ dimension: "path", operator: "eq", value: path }] }
    const count = async (rule: object): Promise<number> =>
      (await admin<{ count: number }>(`/profiles?rule=${encodeURIComponent(JSON.stringify({ match: "all", rules: [rule] }))}`)).body.count
    const unviewed = { match: "all", not: true, rules: [viewed] }
    const before = await count(unviewed)
    expect(await count(viewed)).toBe(0)
    for (const url of [`https://shop.test${path}`, `https://shop.test${path}-elsewhere`])
      await shop().collect({ visitor: randomUUID(), events: [anEvent("page_viewed", { url })] })
    expect([await count(unviewed), await count(viewed)]).toEqual([before + 1, 1])
  })

  it("answers one profile, its segments and its timeline", async () => {
    expect((await admin<{ profile: ProfileDto }>(`/profiles/${profile.id}`)).body.profile).toMatchObject({ id: profile.id, email })
    expect((await admin<{ segments: ProfileSegment[] }>(`/profiles/${profile.id}/segments`)).status).toBe(200)
    expect((await admin<{ timeline: TimelineEntry[] }>(`/profiles/${profile.id}/timeline`)).body.timeline).toEqual([])
    expect((await admin(`/profiles/aprof_${"0".repeat(32)}`)).status).toBe(404)
    expect((await admin("/profiles/nobody/segments")).status).toBe(404)
    expect((await admin("/profiles/nobody/timeline")).status).toBe(404)
  })

  it("tells a visitor's story, newest first", async () => {
    const visitorPage = `${page}-story`
    const session = randomUUID()
    const at = (secondsAgo: number): string => new Date(Date.now() - secondsAgo * 1000).toISOString()
    await shop().collect({
      visitor: randomUUID(),
      events: [
        anEvent("page_viewed", { session, at: at(5), url: `https://shop.test${visitorPage}?size=m` }),
        anEvent("clicked", { session, at: at(2), url: `https://shop.test${visitorPage}`, properties: { label: "Go" } }),
        anEvent("page_engaged", { session, at: at(1), url: `https://shop.test${visitorPage}`, properties: { seconds: 41.6 } }),
      ],
    })
    const rule = {
      match: "all",
      rules: [
        { field: "behavior.page_views", operator: "gte", value: 1, where: [{ dimension: "path", operator: "eq", value: visitorPage }] },
      ],
    }
    const [person] = await until(
      async () => {
        const { sample } = (await admin<{ sample: ProfileDto[] }>("/segments/preview", { rule })).body
        return sample.length === 1 && sample
      },
      { what: "the visitor" }
    )
    // The events are there at once, the session after the fold.
    const timeline = await until(
      async () => {
        const told = (await admin<{ timeline: TimelineEntry[] }>(`/profiles/${person?.id}/timeline`)).body.timeline
        return told.some(({ kind }) => kind === "session") && told
      },
      { what: "the visitor's session" }
    )
    const story = `/profiles/${person?.id}/timeline`
    const told = (query: string): Promise<Answer<{ timeline: TimelineEntry[]; next_cursor: string | null; message: string }>> => admin(`${story}?${query}`) // prettier-ignore
    const first = (await told("limit=2")).body
    const second = (await told(`limit=2&cursor=${first.next_cursor}`)).body
    expect([...first.timeline, ...second.timeline]).toEqual(timeline)
    expect(second.next_cursor).toBeNull()
    expect((await told(`before=${timeline[0]?.at}`)).body.timeline).toEqual(timeline.slice(1))
    expect((await told("cursor=abc")).body.message).toMatch(/^cursor: not a cursor of this list/)
    expect((await told(`cursor=${first.next_cursor}&before=${timeline[0]?.at}`)).body.message).toMatch(/^before: stands without cursor/)
    expect(timeline.map(({ kind, title, detail }) => [kind, title, detail])).toEqual([
      ["event", "page_engaged", `${visitorPage}, 42 s`],
      ["event", "clicked", "Go"],
      ["event", "page_viewed", `${visitorPage}?size=m`],
      ["session", "direct", visitorPage],
    ]) // prettier-ignore
  })
})

describe("/admin/audience/attributes", () => {
  const key = `spec_${randomUUID().slice(0, 8)}`

  it("defines an attribute, once", async () => {
    const { status, body } = await admin<{ attribute: AttributeDto }>("/attributes", {
      key,
      label: "Spec",
      type: "choice",
      choices: ["a", "b"],
    })
    expect(status).toBe(200)
    expect(body.attribute).toMatchObject({
      key,
      field: `attribute.custom.${key}`,
      label: "Spec",
      type: "choice",
      choices: ["a", "b"],
      predefined: false,
      personal: false,
      verified_only: false,
    })
    expect((await admin<{ attributes: AttributeDto[] }>("/attributes")).body.attributes.map((attribute) => attribute.key)).toEqual(
      expect.arrayContaining(["age", "gender", key])
    )
    expect((await admin<{ message: string }>("/attributes", { key, label: "Again", type: "text" })).body).toMatchObject({
      type: "invalid_data",
      message: `key: there is an attribute "${key}" already`,
    })
  })

  it.each([
    [{ key: "Bad Key", label: "x", type: "text" }, /^key: /],
    [{ key: "x", label: "", type: "text" }, /^label: /],
    [{ key: "x", label: "x", type: "colour" }, /^type: /],
    [{ key: "x_y_z", label: "x", type: "text", choices: ["a"] }, /^choices: /],
    [{ key: "x", label: "x", type: "text", shade: 1 }, /^shade: /],
  ])("refuses %j", async (body, message) => {
    const answer = await admin<{ type: string; message: string }>("/attributes", body)
    expect({ status: answer.status, type: answer.body.type }).toEqual({ status: 400, type: "invalid_data" })
    expect(answer.body.message).toMatch(message)
  })
})

describe("POST /admin/audience/profiles/batch", () => {
  it("stores what is right row by row and says what is wrong with the rest", async () => {
    const { status, body } = await admin<{ results: BatchResult[] }>("/profiles/batch", {
      profiles: [
        { customer_id: customerId, attributes: { member_tier: "gold", age: 1000 } },
        { email: email.toUpperCase(), attributes: { points: 7 } },
        { id: profile.id, attributes: { nonsense: 1 } },
        { email: "nobody@people.test", attributes: { points: 7 } },
      ],
    })
    expect(status).toBe(200)
    expect(body.results).toMatchObject([
      { index: 0, id: profile.id, stored: ["member_tier"], errors: [{ key: "age" }] },
      { index: 1, id: profile.id, stored: ["points"], errors: [] },
      { index: 2, id: profile.id, stored: [], errors: [{ key: "nonsense" }] },
      { index: 3, id: null, stored: [], errors: [{ key: null, reason: "there is no profile with email nobody@people.test" }] },
    ])
    expect((await admin<{ profile: ProfileDto }>(`/profiles/${profile.id}`)).body.profile.attributes).toMatchObject({
      member_tier: "gold",
      points: 7,
    })
  })

  it("takes a secret API key", async () => {
    const { api_key: secret } = (
      await shop().admin<{ api_key: { token: string } }>("/admin/api-keys", { body: { title: `spec ${randomUUID()}`, type: "secret" } })
    ).body
    const authorization = `Basic ${Buffer.from(`${secret.token}:`).toString("base64")}`
    const body = { profiles: [{ customer_id: customerId, attributes: { points: 8 } }] }
    const { status } = await shop().http("/admin/audience/profiles/batch", { body, headers: { authorization } })
    expect(status).toBe(200)
    expect((await shop().http("/admin/audience/profiles/batch", { body })).status).toBe(401)
  })

  it.each([
    [{ profiles: [] }, /^profiles: /],
    [{ profiles: [{ attributes: {} }] }, /^profiles\[0\]: must be named by exactly one/],
    [{ profiles: [{ email: "a@b.c", id: "x", attributes: {} }] }, /^profiles\[0\]: must be named by exactly one/],
    [{ profiles: [{ email: "a@b.c" }] }, /^profiles\[0\]\.attributes: /],
    [{ profiles: Array.from({ length: 1001 }, () => ({ email: "a@b.c", attributes: {} })) }, /^profiles: must hold at most 1,000 profiles/],
  ])("refuses a body of another form (%#)", async (body, message) => {
    const answer = await admin<{ type: string; message: string }>("/profiles/batch", body)
    expect(answer.status).toBe(400)
    expect(answer.body.message).toMatch(message)
  })
})

describe("GET /admin/audience/settings", () => {
  it("shows the options, the publishable keys and the event that came last", async () => {
    await shop().collect({ visitor: randomUUID(), events: [anEvent("page_viewed", { url: `https://shop.test${page}-settings` })] })
    const { body } = await admin<AudienceSettings>("/settings")
    expect(body).toMatchObject({
      time_zone: shop().options.timeZone,
      currency: shop().options.currency,
      cart_abandoned_after_minutes: shop().options.cartAbandonedAfterMinutes,
      retention: { events: 400, profiles_inactive: 730 },
    })
    expect(body.publishable_keys.map(({ token }) => token)).toContain(shop().publishableKey)
    expect(body.recent_events.map(({ url }) => url)).toContain(`shop.test${page}-settings`)
    expect(body.events).toBeGreaterThan(0)
    expect(body.profiles).toBeGreaterThan(0)
    expect(body.last_event_at).not.toBeNull()
  })

  it("has an address of its own for the part that moves", async () => {
    const url = `shop.test${page}-activity`
    await shop().collect({ visitor: randomUUID(), events: [anEvent("page_viewed", { url: `https://${url}` })] })
    const { body } = await admin<AudienceActivity>("/settings/activity")
    expect(body.recent_events.find((event) => event.url === url)).toMatchObject({ name: "page_viewed" })
    expect(body.last_event_at).toBe(body.recent_events[0]?.at)
  })
})

describe("GET /admin/audience/profiles/:id/changes", () => {
  it("tells what a person entered and left, page by page, and refuses a cursor that is none", async () => {
    const { segment } = (await admin<{ segment: SegmentDto }>("/segments", { name: `Changes ${email}`, kind: "static" })).body
    await admin(`/segments/${segment.id}/members`, { add: [profile.id] })
    await admin(`/segments/${segment.id}/members`, { remove: [profile.id] })
    type Changes = { changes: ProfileSegmentChange[]; next_cursor: string | null }
    const first = (await admin<Changes>(`/profiles/${profile.id}/changes?limit=1`)).body
    expect(first.changes).toMatchObject([{ segment: { id: segment.id, name: segment.name }, kind: "left", version: 1 }])
    const second = (await admin<Changes>(`/profiles/${profile.id}/changes?limit=1&cursor=${first.next_cursor}`)).body
    expect(second.changes).toMatchObject([{ segment: { id: segment.id }, kind: "entered" }])
    expect(await admin(`/profiles/${profile.id}/changes?cursor=yesterday`)).toMatchObject({
      status: 400,
      body: { message: "cursor: must be the next_cursor of the answer before" },
    })
    expect((await admin("/profiles/aprof_nobody/changes")).status).toBe(404)
  })
})

describe("POST /admin/audience/profiles/:id", () => {
  it("makes a person internal, an ordinary one, and leaves it to the e-mail domains again", async () => {
    const decide = async (internal: unknown): Promise<Answer<{ profile: PersonDto; message: string }>> =>
      admin(`/profiles/${profile.id}`, { internal })
    expect((await decide(true)).body.profile).toMatchObject({ internal: true, internal_by: "admin" })
    expect((await decide(false)).body.profile).toMatchObject({ internal: false, internal_by: "admin" })
    expect((await decide(null)).body.profile).toMatchObject({ internal: false, internal_by: null })
    expect(await decide("yes")).toMatchObject({ status: 400, body: { message: "internal: must be true, false or null" } })
  })
})

describe("POST /admin/audience/profiles/:id/unmerge", () => {
  const person = async (id: string): Promise<PersonDto> => (await admin<{ profile: PersonDto }>(`/profiles/${id}`)).body.profile

  it("lists the merges of a person, and makes two persons of one again", async () => {
    const [visitor, account] = [randomUUID(), await signUp()]
    await shop().store("/store/audience/identify", { body: { visitor: randomUUID() }, token: account.token })
    await shop().collect({ visitor, events: [anEvent("page_viewed")] })
    const signedIn = await shop().store<{ profile: { id: string } }>("/store/audience/identify", {
      body: { visitor },
      token: account.token,
    })
    const { id } = signedIn.body.profile
    const merged = await person(id)
    const [merge] = merged.merges
    expect(merge).toMatchObject({ id: expect.stringMatching(/^amrg_\d+$/) as string, reason: "signed in", undone_at: null, can_undo: true })

    const { status, body } = await admin<{ profile: PersonDto; other: ProfileDto }>(`/profiles/${id}/unmerge`, { merge_id: merge?.id })
    expect(status).toBe(200)
    expect(body.profile).toMatchObject({ id, customer_id: account.id })
    expect(body.profile.merges[0]).toMatchObject({ id: merge?.id, can_undo: false, undone_at: expect.any(String) as string })
    expect(body.other).toMatchObject({ id: merge?.other, customer_id: null, identified: false })
    expect((await person(body.other.id)).merges[0]).toMatchObject({ id: merge?.id, other: id })

    expect((await admin(`/profiles/${id}/unmerge`, { merge_id: merge?.id })).status).toBe(400)
    expect((await admin(`/profiles/${id}/unmerge`, { merge_id: "amrg_999999999" })).status).toBe(404)
    expect((await admin(`/profiles/${id}/unmerge`, { merge: 1 })).status).toBe(400)
    expect((await admin("/profiles/aprof_nobody/unmerge", {})).status).toBe(404)
  })
})

describe("GET /admin/audience/health", () => {
  it("shows the lag of each stage and counts a refusal", async () => {
    const refused = async (): Promise<number> =>
      (await admin<AudienceHealth>("/health")).body.refusals.reduce((sum, { today }) => sum + today, 0)
    const before = await refused()
    await shop().collect(
      { visitor: randomUUID(), events: [anEvent("page_viewed")] },
      { "user-agent": "Googlebot/2.1 (+http://www.google.com/bot.html)" }
    )
    await until(async () => (await refused()) > before, { what: "the refused crawler" })
    const { body } = await admin<AudienceHealth>("/health")
    expect(body.stages.map(({ stage, waiting }) => [stage, Object.keys(waiting)])).toEqual([
      ["identity", ["tasks"]],
      ["fold", ["batches"]],
      ["evaluation", ["groups", "segments"]],
    ])
    // The same in words: no sentence names a number that the page could not say in its own language.
    for (const { detail, waiting } of body.stages) expect(detail.match(/\d+/g)?.map(Number)).toEqual(Object.values(waiting))
    expect(body.stages.every(({ lag }) => lag >= 0)).toBe(true)
    expect(Array.isArray(body.failing_segments)).toBe(true)
  })
})
