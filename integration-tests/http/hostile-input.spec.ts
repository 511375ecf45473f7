import { randomUUID } from "node:crypto"
import type { SegmentDto, SegmentPreview } from "../../src/contract"
import { closeShop, shop, until, type Answer } from "../support/shop"

afterAll(closeShop)

const admin = <Body>(path: string, body?: unknown): Promise<Answer<Body>> =>
  shop().admin<Body>(`/admin/audience${path}`, body === undefined ? {} : { body })

const everybody = { match: "all", rules: [] }
let segment: SegmentDto
let profileId: string

beforeAll(async () => {
  const { customer } = (await shop().admin<{ customer: { id: string } }>("/admin/customers", { body: { email: `${randomUUID()}@hostile.test` } })).body // prettier-ignore
  profileId = await until(
    async () => (await admin<{ profiles: { id: string }[] }>(`/profiles?customer_id=${customer.id}`)).body.profiles[0]?.id,
    { what: "the customer's profile" }
  )
  await admin("/profiles/batch", { profiles: [{ id: profileId, attributes: { birthday: "1990-05-04" } }] })
  segment = (await admin<{ segment: SegmentDto }>("/segments", { name: `Hostile ${randomUUID()}`, rule: everybody })).body.segment
})

/** Paths that take days from and to. */
const ranges = (): string[] => [
  ...["trend", "report", "changes"].map((page) => `/segments/${segment.id}/${page}?`),
  `/cohorts/funnel?segment_id=${segment.id}&`,
]

describe("days at the ends of the calendar", () => {
  it("are looked at like others, or refused with their place", async () => {
    for (const path of ranges()) {
      expect([path, (await admin(`${path}from=9999-12-31&to=9999-12-31`)).status]).toEqual([path, 200])
      expect([path, (await admin(`${path}to=1000-01-01`)).status]).toEqual([path, 200])
      for (const day of ["0000-01-01", "0999-12-31", "10000-01-01"]) {
        const { status, body } = await admin<{ message: string }>(`${path}to=${day}`)
        expect([path, status, body.message]).toEqual([path, 400, "to: must be a day such as 2026-01-31"])
      }
    }
    for (const before of ["-271821-04-20T00:00:00Z", "+275760-09-13T00:00:00Z", "0000-01-01"]) {
      const { status, body } = await admin<{ message: string }>(`/profiles/${profileId}/timeline?before=${encodeURIComponent(before)}`)
      expect([before, status, body.message]).toEqual([before, 400, "before: must be a time in ISO 8601"])
    }
  })

  it("may stand in a rule, where people write them for always and never", async () => {
    const own = { field: "attribute.birthday", operator: "set" }
    const count = async (rule: object): Promise<number | { message: string }> => {
      const { status, body } = await admin<SegmentPreview & { message: string }>("/segments/preview", { rule })
      return status === 200 ? body.count : { message: body.message }
    }
    const known = await count(own)
    expect(known).toBeGreaterThan(0)
    expect(await count({ ...own, operator: "between", value: ["0001-01-01", "9999-12-31"] })).toBe(known)
    expect(await count({ ...own, operator: "before", value: "9999-12-31T23:59:59.999Z" })).toBe(known)
    expect(await count({ ...own, operator: "on", value: "9999-12-31" })).toBe(0)
    expect(await count({ ...own, operator: "after", value: "9999-12-31" })).toBe(0)
    expect(await count({ ...own, operator: "before", value: "0001-01-01" })).toBe(0)
  })
})

describe("an id with a zero byte", () => {
  it("is nobody's", async () => {
    for (const path of [
      ...["", "/overview", "/members", "/export", "/versions", "/manual"].map((page) => `/segments/%00${page}`),
      ...["", "/timeline", "/data"].map((page) => `/profiles/%00${page}`),
      ...["/attributes/%00", "/imports/%00", "/products/%00/segments"],
    ])
      expect([path, (await admin(path)).status]).toEqual([path, 404])
  })

  it("is refused in a body and a query", async () => {
    const refusals = [
      admin("/segments/preview", { rule: everybody, segment_id: "\0" }),
      admin("/compare", { segment_ids: [segment.id, "\0"] }),
      admin("/overlap", { segment_ids: [segment.id, "\0"] }),
      admin("/flows", { segment_ids: [segment.id, "\0"] }),
      admin("/cohorts/rfm?segment_id=%00"),
    ]
    for (const { status, body } of await Promise.all(refusals))
      expect([status, body]).toEqual([400, expect.objectContaining({ message: expect.stringMatching(/^segment_id.*: must not contain a zero byte/) })]) // prettier-ignore
  })
})
