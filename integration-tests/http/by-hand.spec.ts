import { randomUUID } from "node:crypto"
import sql from "sql-template-tag"
import type {
  ExplainedCondition,
  ManualMember,
  ProfileDto,
  RuleGroup,
  SegmentDto,
  SegmentExplanation,
  SegmentMembersResult,
  SegmentPreview,
} from "../../src/contract"
import { anEvent, closeShop, shop, until, type Answer } from "../support/shop"

type Failure = { type: string; message: string }
type One = { segment: SegmentDto } & Failure

const page = `/by-hand-spec-${randomUUID()}`
const viewers: RuleGroup = {
  match: "all",
  rules: [{ field: "behavior.page_views", operator: "gte", value: 1, where: [{ dimension: "path", operator: "eq", value: page }] }],
}
const nobody: RuleGroup = { match: "any", rules: [] }

const admin = <Body>(path: string, request: { method?: string; body?: unknown } = {}): Promise<Answer<Body>> =>
  shop().admin<Body>(`/admin/audience${path}`, request)
const create = async (given: Record<string, unknown>): Promise<SegmentDto> =>
  (await admin<One>("/segments", { body: { name: `By hand ${randomUUID()}`, ...given } })).body.segment
const decide = (id: string, body: unknown): Promise<Answer<SegmentMembersResult & Failure>> => admin(`/segments/${id}/members`, { body })
const memberIds = async (id: string): Promise<string[]> =>
  (await admin<{ members: ProfileDto[] }>(`/segments/${id}/members`)).body.members.map((profile) => profile.id).sort()

let people: string[]

beforeAll(async () => {
  for (let i = 0; i < 3; i++) {
    await shop().collect({ visitor: randomUUID(), events: [anEvent("page_viewed", { url: `https://shop.test${page}`, title: "Spec" })] })
  }
  const sample = await until(
    async () => {
      const { body } = await admin<SegmentPreview>("/segments/preview", { body: { rule: viewers } })
      return body.count === 3 && body.sample
    },
    { what: `three viewers of ${page}` }
  )
  people = sample.map(({ id }) => id).sort()
})
afterAll(closeShop)

describe("GET /admin/audience/segments/:id/explain/:profile_id", () => {
  it("answers the rule with the result, the evidence and the next change of each condition", async () => {
    const segment = await create({
      rule: {
        match: "all",
        rules: [
          { ...viewers.rules[0], within: { last: 1, unit: "hour" } },
          { match: "any", rules: [] },
        ],
      },
    })
    const { status, body } = await admin<SegmentExplanation>(`/segments/${segment.id}/explain/${people[0]}`)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      segment_id: segment.id,
      profile_id: people[0],
      member: false,
      result: false,
      manual: null,
      internal: false,
    })
    expect(body.rule).toMatchObject({ match: "all", result: false, rules: [{ result: true }, { match: "any", rules: [], result: false }] })
    const condition = body.rule?.rules[0] as ExplainedCondition
    expect(condition.evidence).toMatchObject({ value: 1, facts: [{ text: page }] })
    // The view leaves the window an hour after it happened, to the millisecond.
    const viewedAt = Date.parse(condition.evidence?.facts[0]?.at ?? "")
    expect(Date.parse(condition.changes_at ?? "")).toBe(viewedAt + 3_600_001)
  })

  it("answers 404 for a segment or a person that is not there, and is closed to who is not signed in", async () => {
    const { id } = await create({ rule: viewers })
    for (const path of [`aseg_nobody/explain/${people[0]}`, `${id}/explain/aprof_${"0".repeat(32)}`, `${id}/explain/1`]) {
      const { status, body } = await admin<Failure>(`/segments/${path}`)
      expect({ path, status, type: body.type }).toEqual({ path, status: 404, type: "not_found" })
    }
    expect((await shop().http(`/admin/audience/segments/${id}/explain/${people[0]}`)).status).toBe(401)
  })
})

describe("POST /admin/audience/segments/:id/members", () => {
  it("fills a static segment, which then counts, lists, exports and stands in other rules", async () => {
    const chosen = await create({ kind: "static" })
    expect(chosen).toMatchObject({ kind: "static", rule: null, members_count: 0, status: "fresh" })
    const { status, body } = await decide(chosen.id, { add: people.slice(0, 2) })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      added: 2,
      removed: 0,
      excluded: 0,
      unchanged: 0,
      undo: { add: [], remove: people.slice(0, 2), exclude: [] },
      segment: { members_count: 2, additions: 2, exclusions: 0 },
    })
    expect(await memberIds(chosen.id)).toEqual(people.slice(0, 2))
    const others = await create({
      rule: { match: "all", rules: [viewers, { field: "attribute.segments", operator: "has_none", value: [chosen.id] }] },
    })
    expect(await memberIds(others.id)).toEqual(people.slice(2))
    const { body: overview } = await admin<{ members: number; entered_7d: number }>(`/segments/${chosen.id}/overview`)
    expect(overview).toMatchObject({ members: 2, entered_7d: 2 })
    const { body: csv } = await admin<string>(`/segments/${chosen.id}/export?fields=visit.sessions`)
    expect(csv.trim().split("\r\n")).toHaveLength(3)
    expect((await decide(chosen.id, { remove: [people[0]] })).body).toMatchObject({
      removed: 1,
      segment: { members_count: 1, additions: 1 },
    })
  })

  it("adds and excludes on top of a rule, keeps it through evaluations, lists it and takes it back", async () => {
    const segment = await create({ rule: nobody })
    await decide(segment.id, { add: people })
    expect((await decide(segment.id, { exclude: [people[0]], add: [people[1]] })).body).toMatchObject({
      ...{ excluded: 1, added: 0, unchanged: 1 },
      segment: { members_count: 2, additions: 2, exclusions: 1 },
    })
    await admin(`/segments/${segment.id}`, { body: { rule: viewers } })
    await admin(`/segments/${segment.id}/evaluate`, { method: "POST" })
    expect(await memberIds(segment.id)).toEqual(people.slice(1))
    const { body: excluded } = await admin<{ manual: ManualMember[]; count: number }>(`/segments/${segment.id}/manual?kind=excluded`)
    expect(excluded).toMatchObject({ count: 1, manual: [{ kind: "excluded", profile: { id: people[0] } }] })
    expect((await admin<{ count: number }>(`/segments/${segment.id}/manual`)).body.count).toBe(3)
    expect((await admin<SegmentExplanation>(`/segments/${segment.id}/explain/${people[0]}`)).body).toMatchObject({
      ...{ member: false, result: false, manual: "excluded", changes_at: null },
      rule: { result: true },
    })
    await decide(segment.id, { remove: people })
    expect(await memberIds(segment.id)).toEqual(people)
    expect((await admin<{ count: number }>(`/segments/${segment.id}/manual`)).body.count).toBe(0)
  })

  it.each([
    ["nothing at all", {}, /^add: name at least one/],
    ["an unknown key", { drop: [] }, /^drop: is not known here$/],
    ["a list that is a text", { add: "everybody" }, /^add: /],
    ["too many", { add: Array.from({ length: 1001 }, () => "x") }, /^add: must hold at most 1,000 ids$/],
    ["an id of nobody", { add: [`aprof_${"0".repeat(32)}`] }, /^add\[0\]: "aprof_0+" is not the id of a profile$/],
    ["an id of another kind", { remove: ["1"] }, /^remove\[0\]: "1" is not the id of a profile$/],
  ])("refuses %s and names the place", async (_, body, message) => {
    const { id } = await create({ rule: viewers })
    const answer = await decide(id, body)
    expect({ status: answer.status, type: answer.body.type }).toEqual({ status: 400, type: "invalid_data" })
    expect(answer.body.message).toMatch(message)
  })

  it("refuses one person in two lists, and does nothing of it", async () => {
    const { id } = await create({ rule: nobody })
    const { status, body } = await decide(id, { add: people, exclude: [people[2]] })
    expect({ status, message: body.message }).toEqual({ status: 400, message: "exclude[0]: is the same person as add[2]" })
    expect(await memberIds(id)).toEqual([])
  })
})

describe("POST /admin/audience/segments/preview of a segment with decisions by hand", () => {
  it("tells who would enter and leave, with people of each, the decisions standing", async () => {
    const segment = await create({ rule: nobody })
    await decide(segment.id, { add: [people[0]], exclude: [people[1]] })
    const { body } = await admin<SegmentPreview>("/segments/preview", { body: { rule: viewers, segment_id: segment.id } })
    expect(body).toMatchObject({
      count: 2,
      entering: 1,
      leaving: 0,
      entering_sample: [{ id: people[2] }],
      leaving_sample: [],
      dependents: [],
    })
    await admin(`/segments/${segment.id}`, { body: { rule: viewers } })
    const { body: back } = await admin<SegmentPreview>("/segments/preview", { body: { rule: nobody, segment_id: segment.id } })
    expect(back).toMatchObject({ count: 1, entering: 0, leaving: 1, entering_sample: [], leaving_sample: [{ id: people[2] }] })
  })
})

describe("/admin/audience/segments/:id/archive, unarchive, duplicate", () => {
  const act = (id: string, verb: string, body?: unknown): Promise<Answer<One>> =>
    admin(`/segments/${id}/${verb}`, { method: "POST", ...(body === undefined ? {} : { body }) })
  const listed = async (id: string, query = ""): Promise<boolean> =>
    (await admin<{ segments: SegmentDto[] }>(`/segments?limit=200${query}`)).body.segments.some((one) => one.id === id)

  it("puts a segment away with its members, refuses that while another uses it, and takes it back", async () => {
    const segment = await create({ rule: viewers })
    const user = await create({
      rule: { match: "all", rules: [{ field: "attribute.segments", operator: "has_any", value: [segment.id] }] },
    })
    const refused = await act(segment.id, "archive")
    expect({ status: refused.status, type: refused.body.type }).toEqual({ status: 400, type: "not_allowed" })
    expect(refused.body.message).toContain(user.name)
    expect((await act(user.id, "archive")).status).toBe(200)
    const { body } = await act(segment.id, "archive")
    expect(body.segment).toMatchObject({ archived: true, members_count: 3 })
    expect([await listed(segment.id), await listed(segment.id, "&archived=true")]).toEqual([false, true])
    const back = await act(user.id, "unarchive")
    expect({ status: back.status, message: back.body.message }).toEqual({
      status: 400,
      message: `rule.rules[0].value[0]: the segment ${segment.name} is archived; take it back first`,
    })
    expect((await decide(segment.id, { add: people })).body.type).toBe("not_allowed")
    expect((await act(segment.id, "unarchive")).body.segment).toMatchObject({ archived: false, members_count: 3, status: "fresh" })
    expect([await listed(segment.id), await listed(segment.id, "&archived=true")]).toEqual([true, false])
  })

  it("copies a segment with what was decided by hand", async () => {
    const segment = await create({ rule: viewers, description: "Spec", published: true })
    await decide(segment.id, { exclude: [people[0]] })
    const { body } = await act(segment.id, "duplicate")
    expect(body.segment).toMatchObject({
      ...{ name: `${segment.name} (copy)`, description: "Spec", published: false, version: 1, rule: viewers },
      ...{ members_count: 2, exclusions: 1 },
    })
    expect(body.segment.id).not.toBe(segment.id)
    const chosen = await create({ kind: "static" })
    await decide(chosen.id, { add: people })
    const copy = (await act(chosen.id, "duplicate", { name: `Copied ${randomUUID()}` })).body.segment
    expect(copy).toMatchObject({ kind: "static", members_count: 3 })
    expect(copy.name).toMatch(/^Copied /)
  })
})

describe("a segment that cannot be evaluated", () => {
  it("shows why and when, keeps its members, stops no other, and is well again once it is mended", async () => {
    const broken = await create({ rule: viewers })
    const sound = await create({ rule: viewers })
    const unknown = JSON.stringify({ match: "all", rules: [{ field: "purchase.loyalty_stars", operator: "gte", value: 1 }] })
    await shop().database.execute(sql`update audience.segment set rule = ${unknown}::jsonb where id = ${broken.id}`)
    const { status, body } = await admin<One>(`/segments/${broken.id}/evaluate`, { method: "POST" })
    expect(status).toBe(200)
    expect(body.segment).toMatchObject({ status: "failed", members_count: 3, evaluated_at: broken.evaluated_at })
    expect(body.segment.error).toContain("purchase.loyalty_stars")
    expect(Date.parse(body.segment.failed_at ?? "")).toBeGreaterThanOrEqual(Date.parse(broken.created_at))
    expect((await admin<One>(`/segments/${sound.id}/evaluate`, { method: "POST" })).body.segment).toMatchObject({ status: "fresh" })
    const { body: health } = await admin<{ failing_segments: { id: string }[] }>("/health")
    expect(health.failing_segments.map(({ id }) => id)).toContain(broken.id)
    const mended = await admin<One>(`/segments/${broken.id}`, { body: { rule: viewers } })
    expect(mended.body.segment).toMatchObject({ status: "fresh", error: null, failed_at: null, members_count: 3 })
  })
})
