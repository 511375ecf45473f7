import { randomUUID } from "node:crypto"
import type { SegmentDto } from "../../src/contract"
import { anEvent, closeShop, shop, until, type Answer } from "../support/shop"

const page = `/export-spec-${randomUUID()}`
const handle = `export-spec-${randomUUID()}`
let segment: string

const get = (query: string, id = segment): Promise<Answer<string>> => shop().admin<string>(`/admin/audience/segments/${id}/export?${query}`)

beforeAll(async () => {
  for (let visitor = 0; visitor < 3; visitor++) {
    await shop().collect({ visitor: randomUUID(), events: [anEvent("page_viewed", { url: `https://shop.test${page}`, title: "Spec" })] })
  }
  const rule = {
    match: "all",
    // Views count at once, sessions after the fold.
    rules: [
      { field: "behavior.page_views", operator: "gte", value: 1, where: [{ dimension: "path", operator: "eq", value: page }] },
      { field: "visit.sessions", operator: "gte", value: 1 },
    ],
  }
  await until(
    async () => (await shop().admin<{ count: number }>("/admin/audience/segments/preview", { body: { rule } })).body.count === 3,
    { what: "three viewers" }
  )
  segment = (await shop().admin<{ segment: SegmentDto }>("/admin/audience/segments", { body: { name: "Export", handle, rule } })).body
    .segment.id
})

afterAll(closeShop)

describe("GET /admin/audience/segments/:id/export", () => {
  it("answers a CSV file named after the segment, one row a member", async () => {
    const { status, headers, body } = await get("fields=behavior.page_views,visit.first_landing_path")
    expect(status).toBe(200)
    expect(headers.get("content-type")).toBe("text/csv; charset=utf-8")
    expect(headers.get("content-disposition")).toMatch(new RegExp(`^attachment; filename="${handle}-\\d{4}-\\d{2}-\\d{2}\\.csv"$`))
    expect(headers.get("cache-control")).toBe("no-store")
    expect(body).toBe(`behavior.page_views,visit.first_landing_path\r\n${`1,${page}\r\n`.repeat(3)}`)
  })

  it("has columns of its own choice when none are named", async () => {
    expect((await get("")).body.split("\r\n")).toHaveLength(5)
  })

  it("heads its columns with labels in the language of the admin, by header or parameter", async () => {
    const path = `/admin/audience/segments/${segment}/export?fields=visit.sessions,purchase.spent&headers=labels`
    const head = async (query = "", headers = {}): Promise<string | undefined> =>
      (await shop().admin<string>(path + query, { headers })).body.split("\r\n")[0]
    expect(await head("", { "accept-language": "de-DE,de;q=0.9" })).toBe("Besuche,Ausgegebener Betrag")
    expect(await head("&language=ja")).toBe("訪問回数,購入金額")
    expect(await head("", { "accept-language": "fr" })).toBe("Visits,Amount spent")
  })

  it("holds only those for whom its own rule is true", async () => {
    const once = { field: "behavior.page_views", operator: "eq", value: 1 }
    const rows = async (rule: object): Promise<number> =>
      (await get(`fields=visit.sessions&rule=${encodeURIComponent(JSON.stringify(rule))}`)).body.trim().split("\r\n").length - 1
    expect(await rows(once)).toBe(3)
    expect(await rows({ match: "all", not: true, rules: [once] })).toBe(0)
  })

  it("is named after a segment in any letters", async () => {
    const rule = { match: "any", rules: [] }
    const { body } = await shop().admin<{ segment: SegmentDto }>("/admin/audience/segments", { body: { name: "優良顧客", rule } })
    const { status, headers } = await get("", body.segment.id)
    expect(status).toBe(200)
    expect(headers.get("content-disposition")).toContain(`filename*=UTF-8''${encodeURIComponent("優良顧客")}`)
  })

  it.each([
    ["fields=visit.sessions&rule=all", /^rule: must be a rule in JSON/],
    ['fields=visit.sessions&rule={"match":"all","rules":[{"field":"visit.colour","operator":"eq"}]}', /^rule\.rules\[0\]\.field: /],
    ["fields=visit.colour", /^fields: "visit.colour"/],
    ["fields=visit.sessions&order=visit.colour", /^order: "visit.colour"/],
    ["fields=visit.sessions&bom=yes", /^bom: must be true or false/],
    ["fields=visit.sessions&headers=none", /^headers: must be fields or labels/],
    ["fields=visit.sessions&format=xlsx", /^format: must be csv/],
  ])("answers what is wrong with %s as JSON", async (query, message) => {
    const { status, headers, body } = await get(query)
    expect(status).toBe(400)
    expect(headers.get("content-type")).toContain("application/json")
    expect((body as unknown as { message: string }).message).toMatch(message)
  })
})

describe("GET /admin/audience/profiles/export", () => {
  it("answers everybody, in segments or not, narrowed by its rule", async () => {
    const rule = {
      field: "behavior.page_views",
      operator: "gte",
      value: 1,
      where: [{ dimension: "path", operator: "eq", value: page }],
    }
    const { status, headers, body } = await shop().admin<string>(
      `/admin/audience/profiles/export?fields=visit.first_landing_path&rule=${encodeURIComponent(JSON.stringify(rule))}`
    )
    expect(status).toBe(200)
    expect(headers.get("content-disposition")).toMatch(/^attachment; filename="people-\d{4}-\d{2}-\d{2}\.csv"$/)
    expect(body).toBe(`visit.first_landing_path\r\n${`${page}\r\n`.repeat(3)}`)
  })
})
