import { randomUUID } from "node:crypto"
import sql from "sql-template-tag"
import type { CollectBody, WireEvent } from "../../src/contract"
import type { CollectOutcome, CollectRequest } from "../../src/modules/audience/collection"
import { createTestAudience, type TestAudience } from "../support/audience"

const NOW = "2026-11-23T12:00:00.000Z"
const CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"

let audience: TestAudience

beforeAll(async () => {
  audience = await createTestAudience({ now: NOW })
})
afterAll(async () => {
  await audience.collection.stop()
  await audience.database.drop()
})
beforeEach(() => audience.clock.set(NOW))

function event(of: Partial<WireEvent> = {}): WireEvent {
  return { id: randomUUID(), name: "page_viewed", at: NOW, session: randomUUID(), url: "https://shop.test/", title: "Shop", ...of }
}

function body(events: unknown[], of: Partial<CollectBody> = {}): unknown {
  return { key: "pk_known", visitor: randomUUID(), sent_at: audience.clock.now().toISOString(), events, ...of }
}

function collect(given: unknown, of: Partial<CollectRequest> = {}): Promise<CollectOutcome> {
  return audience.collection.collect({ body: given, userAgent: CHROME, headers: {}, isKnownKey: (key) => key === "pk_known", ...of })
}

async function stored(ids: string[]): Promise<number> {
  const [row] = await audience.database.rows<{ count: number }>(
    sql`select count(*) as count from audience.event where id = any(${ids}::uuid[])`
  )
  return row?.count ?? 0
}

describe("collect", () => {
  it("answers 202 after the events are committed", async () => {
    const one = event()
    expect(await collect(body([one]))).toEqual({ status: 202, body: { accepted: 1, duplicates: 0, rejected: [] } })
    expect(await stored([one.id])).toBe(1)
  })
})
