import { randomUUID } from "node:crypto"
import type {
  MembersPage,
  PurchaseFunnel,
  Retention,
  RfmGrid,
  SegmentComparison,
  SegmentDto,
  SegmentFlows,
  SegmentOverlap,
} from "../../src/contract"
import { anEvent, closeShop, shop, until } from "../support/shop"

const PATHS = [`/compare-a-${randomUUID().slice(0, 8)}`, `/compare-b-${randomUUID().slice(0, 8)}`] as const
let ids: string[]

type Body = Record<string, unknown>

/** Ada looks at the first page, Bea at the second, Cyd at both. */
beforeAll(async () => {
  for (const paths of [[PATHS[0]], [PATHS[1]], PATHS]) {
    const session = randomUUID()
    const events = paths.map((path) => anEvent("page_viewed", { session, url: `http://shop.test${path}` }))
    await shop().collect({ visitor: randomUUID(), events })
  }
  ids = await Promise.all(
    PATHS.map(async (path) => {
      const where = [{ dimension: "path", operator: "eq", value: path }]
      const rule = { match: "all", rules: [{ field: "behavior.page_views", operator: "gte", value: 1, where }] }
      const { body } = await shop().admin<{ segment: SegmentDto }>("/admin/audience/segments", { body: { name: path, rule } })
      return body.segment.id
    })
  )
  // Conditions read events, figures read what is folded from them: a moment later.
  await until(
    async () => {
      const { body } = await post<SegmentComparison>("compare", { segment_ids: ids })
      return body.segments.every(({ members }) => members === 2) && viewsOf(body).join() === "3,3"
    },
    { what: "two members in both segments, with three page views" }
  )
})

afterAll(closeShop)

const post = <Answer = Body>(path: string, body: Body) => shop().admin<Answer>(`/admin/audience/${path}`, { body })
const get = <Answer = Body>(path: string) => shop().admin<Answer>(`/admin/audience/${path}`)

const viewsOf = ({ measures }: SegmentComparison): (number | null)[] => measures.find(({ key }) => key === "page_views")?.values ?? []

describe("POST /admin/audience/compare, overlap and flows", () => {
  it("answers measures side by side, exclusive overlaps, and where people came from", async () => {
    const { status, body } = await post<SegmentComparison>("compare", { segment_ids: ids })
    expect(status).toBe(200)
    expect(body.segments.map(({ id, members }) => [id, members])).toEqual(ids.map((id) => [id, 2]))
    expect(viewsOf(body)).toEqual([3, 3])

    const overlap = await post<SegmentOverlap>("overlap", { segment_ids: ids })
    expect(overlap.body).toMatchObject({ people: 3 })
    expect(overlap.body.overlaps.map(({ segment_ids, people }) => [segment_ids.length, people])).toEqual([[1, 1], [1, 1], [2, 1]]) // prettier-ignore

    const flows = await post<SegmentFlows>("flows", { segment_ids: ids })
    expect(flows.body.matrix).toEqual([[0, 0, 0], [0, 0, 0], [2, 2, 0]]) // prettier-ignore
    expect(flows.body.placed).toEqual([[0, 0, 0], [0, 0, 0], [2, 1, 0]]) // prettier-ignore
  })

  it("lists the people of an overlap by its rule", async () => {
    const rule = {
      match: "all",
      rules: [
        { field: "attribute.segments", operator: "has_all", value: [ids[0]] },
        { field: "attribute.segments", operator: "has_none", value: [ids[1]] },
      ],
    }
    const { body } = await get<MembersPage>(`profiles?rule=${encodeURIComponent(JSON.stringify(rule))}`)
    expect(body.count).toBe(1)
  })

  it.each<[string, Body, string]>([
    ["compare", { segment_ids: ["a"] }, "segment_ids: must name 2 to 8 segments"],
    ["overlap", { segment_ids: Array.from({ length: 9 }, (_, place) => `s${place}`) }, "segment_ids: must name 2 to 8 segments"],
    ["flows", { segment_ids: ["a", "a"] }, "segment_ids: must name each segment once"],
    ["compare", { segment_ids: ["a", "b"], from: "2026-02-30" }, "from: must be a day such as 2026-01-31"],
    ["flows", { segment_ids: ["a", "b"], from: "2026-03-02", to: "2026-03-01" }, "from: 2026-03-02 is after to, 2026-03-01"],
    ["overlap", { segment_ids: ["a", "b"], form: "2026-03-02" }, "form: is not known here"],
  ])("refuses %s %j", async (path, body, message) => {
    expect(await post(path, body)).toMatchObject({ status: 400, body: { type: "invalid_data", message } })
  })

  it.each(["compare", "overlap", "flows"])("answers 404 to %s for a segment that does not exist", async (path) => {
    const { status, body } = await post(path, { segment_ids: [ids[0], "aseg_none"] })
    expect([status, body.message]).toEqual([404, "Segment with id: aseg_none was not found"])
  })

  it("asks for a log-in", async () => {
    expect((await shop().http("/admin/audience/compare", { body: { segment_ids: ids } })).status).toBe(401)
  })
})

describe("GET /admin/audience/cohorts", () => {
  it("answers retention, RFM and the funnel of a segment", async () => {
    const retention = await get<Retention>(`cohorts/retention?segment_id=${ids[0]}&periods=2`)
    expect(retention.body).toMatchObject({ by: "first_visit", returning: "visit", interval: "week" })
    expect(retention.body.cohorts.map(({ size }) => size)).toEqual([2, 0])
    expect((await get<Retention>("cohorts/retention?by=first_order&interval=month")).body.returning).toBe("order")
    expect((await get<RfmGrid>(`cohorts/rfm?segment_id=${ids[0]}`)).body).toMatchObject({ buyers: 0, cells: [], groups: [] })
    const funnel = await get<PurchaseFunnel>(`cohorts/funnel?segment_id=${ids[0]}`)
    expect(funnel.body.steps.map(({ step, people }) => [step, people])).toEqual([["viewed", 0], ["carted", 0], ["checkout", 0], ["ordered", 0]]) // prettier-ignore
  })

  it.each([
    ["retention?by=birthday", "by: must be first_visit or first_order"],
    ["retention?interval=day", "interval: must be week or month"],
    ["retention?periods=27", "periods: must be at most 26"],
    ["funnel?to=yesterday", "to: must be a day such as 2026-01-31"],
    ["rfm?segment=x", "segment: is not known here"],
  ])("refuses %s", async (path, message) => {
    expect(await get(`cohorts/${path}`)).toMatchObject({ status: 400, body: { message } })
  })

  it("answers 404 for a segment that does not exist", async () => {
    for (const path of ["retention", "rfm", "funnel"]) expect((await get(`cohorts/${path}?segment_id=aseg_none`)).status).toBe(404)
  })
})

describe("GET /admin/audience/products/:id/segments", () => {
  it("counts who viewed a product lately", async () => {
    const productId = `prod_${randomUUID()}`
    await shop().collect({ visitor: randomUUID(), events: [anEvent("product_viewed", { properties: { product_id: productId } })] })
    const { status, body } = await get(`products/${productId}/segments`)
    expect([status, body]).toMatchObject([200, { product_id: productId, viewers: 1, buyers: 0 }])
  })
})
