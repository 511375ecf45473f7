import { randomUUID } from "node:crypto"
import { DateTime } from "luxon"
import type {
  Catalogue,
  RuleGroup,
  SegmentChange,
  SegmentDto,
  SegmentPreview,
  SegmentVersion,
  TemplateCounts,
  TrendPoint,
} from "../../src/contract"
import { anEvent, closeShop, shop, until, type Answer } from "../support/shop"

interface Failure {
  type: string
  message: string
}

/** A page that only this run's visitors have seen, so that its viewers are exactly who is sent there. */
const page = `/segments-spec-${randomUUID()}`
const viewersOf = (path: string): RuleGroup => ({
  match: "all",
  rules: [{ field: "behavior.page_views", operator: "gte", value: 1, where: [{ dimension: "path", operator: "eq", value: path }] }],
})

const folded = (path: string): RuleGroup => ({
  match: "all",
  rules: [viewersOf(path), { field: "visit.sessions", operator: "gte", value: 1 }],
})

const view = (visitor: string, path: string): Promise<unknown> =>
  shop().collect({ visitor, events: [anEvent("page_viewed", { url: `https://shop.test${path}`, title: "Spec" })] })

const create = (body: Record<string, unknown>): Promise<Answer<{ segment: SegmentDto } & Failure>> => admin("/segments", { body })
const admin = <Body>(path: string, request: { method?: string; body?: unknown } = {}): Promise<Answer<Body>> =>
  shop().admin<Body>(`/admin/audience${path}`, request)

/** Waits until as many people count as viewers of the page and have a session: views count at once, sessions after the fold. */
const counted = (path: string, count: number): Promise<unknown> =>
  until(async () => (await admin<SegmentPreview>("/segments/preview", { body: { rule: folded(path) } })).body.count === count, {
    what: `${count} viewers of ${path}`,
  })

beforeAll(async () => {
  await view(randomUUID(), page)
  await view(randomUUID(), page)
  await counted(page, 2)
})

afterAll(closeShop)

describe("POST /admin/audience/segments", () => {
  it("makes a segment and answers it computed", async () => {
    const name = `Viewers ${randomUUID()}`
    const { status, body } = await create({ name, rule: viewersOf(page) })
    expect(status).toBe(200)
    expect(body.segment).toMatchObject({
      name, kind: "dynamic", version: 1, published: false, members_count: 2, active_7d: 2, status: "fresh", error: null, family: "behavior", rule: viewersOf(page),
    }) // prettier-ignore
    expect(body.segment.id).toMatch(/^aseg_/)
    expect(body.segment.share).toBeGreaterThan(0)
    expect(body.segment.rule_text).toContain(page)
  })

  it.each([
    ["an unknown field", { rules: [{ field: "visit.nonsense", operator: "eq", value: 1 }] }, /^rule\.rules\[0\]\.field: /],
    ["an operator that the type lacks", { rules: [{ field: "behavior.page_views", operator: "contains", value: 1 }] }, /^rule\.rules\[0\]\.operator: /],
    ["a wrong value", { rules: [{ field: "behavior.page_views", operator: "gte", value: "three" }] }, /^rule\.rules\[0\]\.value: /],
    ["an unknown dimension", { rules: [{ field: "behavior.page_views", operator: "gte", value: 1, where: [{ dimension: "colour", operator: "eq", value: "x" }] }] }, /^rule\.rules\[0\]\.where\[0\]\.dimension: /],
  ])("refuses %s with its path and stores nothing", async (_, rule, message) => {
    const name = `Refused ${randomUUID()}`
    const { status, body } = await create({ name, rule: { match: "all", ...rule } })
    expect({ status, type: body.type }).toEqual({ status: 400, type: "invalid_data" })
    expect(body.message).toMatch(message)
    expect((await admin<{ count: number }>(`/segments?q=${encodeURIComponent(name)}`)).body.count).toBe(0)
  }) // prettier-ignore

  it.each([
    ["a missing name", { rule: viewersOf(page) }, /^name: /],
    ["an unknown key", { name: "x", rule: viewersOf(page), colour: "red" }, /^colour: is not known here$/],
    ["a handle with blanks", { name: "x", handle: "a b", rule: viewersOf(page) }, /^handle: /],
    ["a rule that is a text", { name: "x", rule: "everybody" }, /^rule: /],
  ])("refuses %s and names it", async (_, body, message) => {
    const answer = await create(body)
    expect({ status: answer.status, type: answer.body.type }).toEqual({ status: 400, type: "invalid_data" })
    expect(answer.body.message).toMatch(message)
  })

  it("is closed to who is not signed in", async () => {
    expect((await shop().http("/admin/audience/segments", { body: { name: "x", rule: viewersOf(page) } })).status).toBe(401)
    expect((await shop().http("/admin/audience/segments")).status).toBe(401)
  })
})

describe("GET /admin/audience/segments", () => {
  const tag = randomUUID()
  beforeAll(async () => {
    await create({ name: `B ${tag}`, rule: viewersOf(page) })
    await create({ name: `a ${tag}`, rule: viewersOf(`${page}-nobody`) })
    await create({ name: `C ${tag}`, rule: { match: "all", rules: [] } })
  })
  type List = { segments: SegmentDto[]; count: number; offset: number; limit: number }
  const list = async (query: string): Promise<List> => (await admin<List>(`/segments?q=${tag}&${query}`)).body

  it("finds by name, sorts without case and pages", async () => {
    expect((await list("order=name")).segments.map(({ name }) => name[0])).toEqual(["a", "B", "C"])
    expect((await list("order=-name")).segments.map(({ name }) => name[0])).toEqual(["C", "B", "a"])
    expect((await list("order=members_count")).segments.map(({ name }) => name[0])).toEqual(["a", "B", "C"])
    expect(await list("order=name&limit=1&offset=1")).toMatchObject({ count: 3, offset: 1, limit: 1, segments: [{ name: `B ${tag}` }] })
  })

  it("keeps to the families, states and kinds asked for", async () => {
    const names = async (query: string): Promise<string[]> => (await list(`order=name&${query}`)).segments.map(({ name }) => name.charAt(0))
    expect(await names("family=behavior")).toEqual(["a", "B"])
    expect(await names("family=visit")).toEqual([])
    expect(await names("family=behavior,attribute&status=fresh&kind=dynamic")).toEqual(["a", "B", "C"])
    expect(await names("status=failed")).toEqual([])
    expect(await names("kind=static")).toEqual([])
  })

  it("carries thirty days of sizes, the last of which is today's", async () => {
    const { segments } = await list("order=name")
    expect(segments.map(({ sparkline }) => sparkline?.length)).toEqual([30, 30, 30])
    expect(segments.map(({ sparkline, members_count }) => sparkline?.at(-1) === members_count)).toEqual([true, true, true])
  })

  it.each(["order=colour", "limit=0", "limit=many", "colour=red", "offset=-1", "status=stale", "kind=living"])(
    "refuses %s and names it",
    async (query) => {
      const { status, body } = await admin<Failure>(`/segments?${query}`)
      expect({ status, type: body.type }).toEqual({ status: 400, type: "invalid_data" })
      expect(body.message).toMatch(new RegExp(`^${query.split("=")[0]}: `))
    }
  )
})

describe("POST /admin/audience/segments/preview", () => {
  it("counts, and shows people who match", async () => {
    const { status, body } = await admin<SegmentPreview>("/segments/preview", { body: { rule: viewersOf(page) } })
    expect(status).toBe(200)
    expect(body).toMatchObject({ count: 2, share: body.count / body.total })
    expect(body.sample).toHaveLength(2)
    expect(new Set(body.sample.map(({ id }) => id)).size).toBe(2)
    expect(Object.keys(body)).not.toContain("entering")
  })

  it("tells of a segment who would enter and leave and what rests on it", async () => {
    const other = `${page}-preview`
    await view(randomUUID(), other)
    await counted(other, 1)
    const { segment } = (await create({ name: `Base ${randomUUID()}`, rule: viewersOf(page) })).body
    const dependent = (
      await create({
        name: `Dependent ${randomUUID()}`,
        rule: { match: "any", rules: [{ field: "attribute.segments", operator: "has_any", value: [segment.id] }] },
      })
    ).body.segment
    const { body } = await admin<SegmentPreview>("/segments/preview", { body: { rule: viewersOf(other), segment_id: segment.id } })
    expect(body).toMatchObject({ count: 1, entering: 1, leaving: 2, dependents: [{ id: dependent.id, name: dependent.name }] })
  })

  it("refuses a bad rule with its path", async () => {
    const { status, body } = await admin<Failure>("/segments/preview", {
      body: { rule: { match: "all", rules: [{ field: "x", operator: "eq" }] } },
    })
    expect(status).toBe(400)
    expect(body.message).toMatch(/^rule\.rules\[0\]\.field: /)
  })
})

describe("/admin/audience/segments/:id", () => {
  it("changes a segment, computes it and keeps the definition before", async () => {
    const { segment } = (await create({ name: `Changing ${randomUUID()}`, rule: viewersOf(page) })).body
    const changed = await admin<{ segment: SegmentDto }>(`/segments/${segment.id}`, {
      body: { rule: viewersOf(`${page}-nobody`), published: true },
    })
    expect(changed.body.segment).toMatchObject({ version: 2, members_count: 0, published: true, name: segment.name, status: "fresh" })
    const { versions } = (await admin<{ versions: SegmentVersion[] }>(`/segments/${segment.id}/versions`)).body
    expect(versions.map(({ version, rule }) => [version, rule])).toEqual([[2, viewersOf(`${page}-nobody`)], [1, viewersOf(page)]]) // prettier-ignore
    const { changes, count } = (
      await admin<{ changes: { entered_count: number; left_count: number; version: number }[]; count: number }>(
        `/segments/${segment.id}/changes`
      )
    ).body
    expect(changes.map(({ version, entered_count, left_count }) => [version, entered_count, left_count])).toEqual([[2, 0, 2], [1, 2, 0]]) // prettier-ignore
    expect(count).toBe(2)
    const { trend } = (await admin<{ trend: TrendPoint[] }>(`/segments/${segment.id}/trend`)).body
    expect(trend.at(-1)).toMatchObject({ members: 0, entered: 2, left: 2 })
  })

  it("makes an earlier definition the current one again, as a version of its own", async () => {
    const { segment } = (await create({ name: `Restored ${randomUUID()}`, rule: viewersOf(page) })).body
    await admin(`/segments/${segment.id}`, { body: { rule: viewersOf(`${page}-nobody`) } })
    const restored = await admin<{ segment: SegmentDto }>(`/segments/${segment.id}/versions/1/restore`, { method: "POST" })
    expect(restored.status).toBe(200)
    expect(restored.body.segment).toMatchObject({ version: 3, rule: viewersOf(page), members_count: 2, status: "fresh" })
    const { versions } = (await admin<{ versions: SegmentVersion[] }>(`/segments/${segment.id}/versions`)).body
    expect(versions.map(({ version }) => version)).toEqual([3, 2, 1])
    const told = (one: SegmentVersion | undefined): string[] =>
      (one?.changes ?? []).map(({ kind, path, text }) => `${kind} ${path}: ${text}`)
    const views = (path: string): string => `age views (path is ${path}): at least 1`
    expect(versions.map(told)).toEqual([
      [`changed rule.rules[0]: P${views(`${page}-nobody`)} → p${views(page)}`],
      [`changed rule.rules[0]: P${views(page)} → p${views(`${page}-nobody`)}`],
      [],
    ])
    const { id: me } = (await shop().admin<{ user: { id: string } }>("/admin/users/me")).body.user
    expect(new Set(versions.map(({ created_by }) => created_by))).toEqual(new Set([me]))
    for (const version of ["9", "0", "1.5", "one", "99999999999"]) {
      const { status, body } = await admin<Failure>(`/segments/${segment.id}/versions/${version}/restore`, { method: "POST" })
      expect([version, status, body.type]).toEqual([version, 404, "not_found"])
    }
    const fixed = (await create({ name: `Fixed ${randomUUID()}`, kind: "static" })).body.segment
    const refused = await admin<Failure>(`/segments/${fixed.id}/versions/1/restore`, { method: "POST" })
    expect([refused.status, refused.body.type]).toEqual([400, "not_allowed"])
  })

  it("tells what each version changed, in the caller's language, names too", async () => {
    const name = `Told ${randomUUID()}`
    const visits = { field: "visit.sessions", operator: "gte", value: 2 }
    const { segment } = (await create({ name, rule: { match: "all", rules: [visits, viewersOf(page)] } })).body
    const rule = { match: "any", not: true, rules: [{ ...visits, value: 5 }] }
    const changed = await admin<{ segment: SegmentDto }>(`/segments/${segment.id}`, {
      body: { name: `${name} too`, description: "Why", rule },
    })
    expect(changed.body.segment).toMatchObject({ version: 2, name: `${name} too`, status: "fresh" })
    const told = async (language: string): Promise<string[]> =>
      (await admin<{ versions: SegmentVersion[] }>(`/segments/${segment.id}/versions?language=${language}`)).body.versions[0]?.changes.map(
        ({ kind, path, text }) => `${kind} ${path}: ${text}`
      ) ?? []
    expect(await told("en")).toEqual([
      `changed name: Name: “${name}” → “${name} too”`,
      "added description: Description: “Why”",
      "changed rule: All of these are true → none of these is true",
      "changed rule.rules[0]: Visits: at least 2 → visits: at least 5",
      `removed rule.rules[1]: Page views (path is ${page}): at least 1`,
    ])
    expect((await told("de"))[3]).toBe("changed rule.rules[0]: Besuche: mindestens 2 → Besuche: mindestens 5")
    const restored = await admin<{ segment: SegmentDto }>(`/segments/${segment.id}/versions/1/restore`, { method: "POST" })
    expect(restored.body.segment).toMatchObject({ version: 3, name, description: null, rule: segment.rule })
  })

  it("keeps up with new events and computes on demand", async () => {
    const path = `${page}-${randomUUID()}`
    const { segment } = (await create({ name: `Growing ${randomUUID()}`, rule: viewersOf(path) })).body
    expect(segment.members_count).toBe(0)
    await view(randomUUID(), path)
    await until(async () => (await admin<{ segment: SegmentDto }>(`/segments/${segment.id}`)).body.segment.members_count === 1, {
      what: "one member",
    })
    const { status, body } = await admin<{ segment: SegmentDto }>(`/segments/${segment.id}/evaluate`, { method: "POST" })
    expect({ status, members: body.segment.members_count }).toEqual({ status: 200, members: 1 })
  })

  it("deletes a segment, unless another rests on it", async () => {
    const { segment } = (await create({ name: `Doomed ${randomUUID()}`, rule: viewersOf(page) })).body
    const dependent = (
      await create({
        name: `Resting ${randomUUID()}`,
        rule: { match: "all", rules: [{ field: "attribute.segments", operator: "has_any", value: [segment.id] }] },
      })
    ).body.segment
    const refused = await admin<Failure>(`/segments/${segment.id}`, { method: "DELETE" })
    expect({ status: refused.status, type: refused.body.type }).toEqual({ status: 400, type: "not_allowed" })
    expect(refused.body.message).toContain(dependent.name)
    expect((await admin(`/segments/${dependent.id}`, { method: "DELETE" })).body).toEqual({
      id: dependent.id,
      object: "segment",
      deleted: true,
    })
    expect((await admin(`/segments/${segment.id}`, { method: "DELETE" })).status).toBe(200)
    expect((await admin(`/segments/${segment.id}`)).status).toBe(404)
  })

  it.each(["", "/overview", "/report", "/members", "/export", "/trend", "/changes", "/versions"])(
    "answers 404 for a segment that is not there: GET %s",
    async (path) => {
      const { status, body } = await admin<Failure>(`/segments/aseg_nobody${path}`)
      expect({ status, type: body.type }).toEqual({ status: 404, type: "not_found" })
    }
  )
})

describe("GET /admin/audience/segments/:id/uses", () => {
  it("names the segments whose rules refer to it", async () => {
    const { segment } = (await create({ name: `Used ${randomUUID()}`, rule: viewersOf(page) })).body
    expect((await admin(`/segments/${segment.id}/uses`)).body).toEqual({ uses: [] })
    const rule = { match: "all", rules: [{ field: "attribute.segments", operator: "has_any", value: [segment.id] }] }
    const user = (await create({ name: `User ${randomUUID()}`, rule })).body.segment
    expect((await admin(`/segments/${segment.id}/uses`)).body).toEqual({ uses: [{ kind: "segment", id: user.id, name: user.name }] })
    expect((await admin("/segments/aseg_nobody/uses")).status).toBe(404)
  })
})

describe("GET /admin/audience/templates/counts", () => {
  it("counts every template of the catalogue", async () => {
    const { templates } = (await admin<Catalogue>("/catalogue")).body
    const { counts, total } = (await admin<TemplateCounts>("/templates/counts")).body
    expect(Object.keys(counts)).toEqual(templates.map(({ id }) => id))
    expect(Object.values(counts).every((count) => count >= 0 && count <= total)).toBe(true)
    // Nobody is both known and anonymous, and everybody is one of them.
    expect((counts.known_users ?? 0) + (counts.anonymous_users ?? 0)).toBe(total)
  })

  it("comes count by count to whoever asks for lines", async () => {
    const { headers, body } = await shop().admin<string>("/admin/audience/templates/counts", {
      headers: { accept: "application/x-ndjson" },
    })
    expect(headers.get("content-type")).toContain("application/x-ndjson")
    const lines = body.trimEnd().split("\n").map((line) => JSON.parse(line) as TemplateCounts) // prettier-ignore
    const whole = (await admin<TemplateCounts>("/templates/counts")).body
    expect(lines).toHaveLength(Object.keys(whole.counts).length)
    expect(lines.map(({ total }) => total)).toEqual(lines.map(() => whole.total))
    expect(Object.assign({}, ...lines.map(({ counts }) => counts))).toEqual(whole.counts)
  })
})

describe("GET /admin/audience/catalogue", () => {
  it("names families, fields and templates, and every template is a rule that previews", async () => {
    const { families, templates } = (
      await admin<{ families: { id: string; fields: unknown[] }[]; templates: { rule: RuleGroup; name: string }[] }>("/catalogue")
    ).body
    expect(families.map(({ id }) => id)).toEqual(["visit", "behavior", "purchase", "attribute", "loyalty"])
    expect(templates.length).toBeGreaterThan(10)
    for (const { name, rule } of templates) {
      const { status, body } = await admin<SegmentPreview>("/segments/preview", { body: { rule } })
      expect({ name, status, counted: typeof body.count }).toEqual({ name, status: 200, counted: "number" })
    }
  })

  it("answers in the language of the caller, by header or parameter, in lists and single segments too", async () => {
    const labelOf = async (path: string, headers = {}): Promise<[string | undefined, string | undefined]> => {
      const { families, templates } = (
        await shop().admin<{ families: { label: string }[]; templates: { id: string; name: string }[] }>(path, { headers })
      ).body
      return [families[0]?.label, templates.find(({ id }) => id === "cart_abandoners")?.name]
    }
    const catalogue = "/admin/audience/catalogue"
    expect(await labelOf(catalogue)).toEqual(["Visits", "Cart abandoners"])
    expect(await labelOf(catalogue, { "accept-language": "ja-JP,ja;q=0.9,en;q=0.8" })).toEqual(["訪問", "カートを放棄した人"])
    expect(await labelOf(`${catalogue}?language=de`)).toEqual(["Besuche", "Warenkorbabbrecher"])
    expect(await labelOf(catalogue, { "accept-language": "fr" })).toEqual(["Visits", "Cart abandoners"])
    const rule = { match: "all", rules: [{ field: "visit.sessions", operator: "gte", value: 5, within: { last: 30, unit: "day" } }] }
    const { id } = (await admin<{ segment: SegmentDto }>("/segments?language=de", { body: { name: `Sprache ${page}`, rule } })).body.segment
    const told = "Besuche in den letzten 30 Tagen: mindestens 5"
    expect((await admin<{ segment: SegmentDto }>(`/segments/${id}?language=de`)).body.segment.rule_text).toBe(told)
    const listed = (await admin<{ segments: SegmentDto[] }>(`/segments?language=de&q=${encodeURIComponent(page)}&limit=200`)).body.segments
    expect(listed.find((segment) => segment.id === id)?.rule_text).toBe(told)
  })

  it("suggests values that were really recorded", async () => {
    const { body } = await admin<{ values: { value: string }[] }>(`/catalogue/behavior.page_views/values?dimension=path&q=${page.slice(1)}`)
    expect(body.values.map(({ value }) => value)).toContain(page)
  })
})
