import { randomUUID } from "node:crypto"
import type { SegmentDto, WireEvent } from "../../src/contract"
import { anEvent, closeShop, shop, until, type Answer } from "../support/shop"

interface Me {
  segments: { id: string; handle: string }[]
}

const page = `/me-spec-${randomUUID()}`
const visitor = randomUUID()
const refusing = randomUUID()
let published: SegmentDto
let hidden: SegmentDto

const me = (query: Record<string, string>): Promise<Answer<Me>> => shop().http<Me>(`/audience/me?${new URLSearchParams(query).toString()}`)
const key = (): string => shop().publishableKey

beforeAll(async () => {
  const events = (): WireEvent[] => [anEvent("page_viewed", { url: `https://shop.test${page}`, title: "Spec" })]
  await shop().collect({ visitor, events: events() })
  await shop().collect({ visitor: refusing, consent: { analytics: true, personalization: false, marketing: false }, events: events() })
  const rule = {
    match: "all",
    rules: [{ field: "behavior.page_views", operator: "gte", value: 1, where: [{ dimension: "path", operator: "eq", value: page }] }],
  }
  const create = async (name: string, given: object): Promise<SegmentDto> =>
    (await shop().admin<{ segment: SegmentDto }>("/admin/audience/segments", { body: { name: `${name} ${page}`, rule, ...given } })).body
      .segment
  published = await create("Published", { published: true })
  hidden = await create("Hidden", {})
  await until(
    async () => (await shop().admin<{ segment: SegmentDto }>(`/admin/audience/segments/${hidden.id}`)).body.segment.members_count === 2,
    { what: "two members" }
  )
})

afterAll(closeShop)

describe("GET /audience/me", () => {
  it("tells the published segments of a visitor and no others, to any site, kept by no cache", async () => {
    const { status, headers, body } = await me({ key: key(), visitor })
    expect(status).toBe(200)
    expect(body.segments).toContainEqual({ id: published.id, handle: published.handle })
    expect(body.segments.map(({ id }) => id)).not.toContain(hidden.id)
    expect(headers.get("access-control-allow-origin")).toBe("*")
    expect(headers.get("cache-control")).toBe("no-store")
  })

  it("tells of an unknown visitor that it is in none", async () => {
    expect((await me({ key: key(), visitor: randomUUID() })).body).toEqual({ segments: [] })
    expect((await me({ key: key(), visitor: "undefined" })).body).toEqual({ segments: [] })
  })

  it("tells of a visitor who refused personalization that it is in none", async () => {
    expect((await me({ key: key(), visitor: refusing })).body).toEqual({ segments: [] })
  })

  it("refuses a key that is not the shop's", async () => {
    const { status, body } = await me({ key: "pk_not_of_this_shop", visitor })
    expect({ status, body }).toMatchObject({ status: 401, body: { type: "unauthorized" } })
  })

  it("refuses a request without key or visitor and names what is missing", async () => {
    expect((await me({ visitor })).body).toMatchObject({ type: "invalid_data", message: "key: must be a publishable API key" })
    expect((await me({ key: key() })).body).toMatchObject({ type: "invalid_data", message: "visitor: must be the visitor's id" })
  })

  it("answers a browser that asks first", async () => {
    const { status, headers } = await shop().http("/audience/me", {
      method: "OPTIONS",
      headers: { origin: "https://elsewhere.test", "access-control-request-method": "GET" },
    })
    expect(status).toBe(204)
    expect(headers.get("access-control-allow-origin")).toBe("*")
  })
})
