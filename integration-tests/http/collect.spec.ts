import { randomUUID } from "node:crypto"
import sql from "sql-template-tag"
import { WIRE_LIMITS, type CollectBody } from "../../src/contract"
import { anEvent, closeShop, shop } from "../support/shop"

afterAll(closeShop)

const page = { url: "https://shop.test/sale", title: "Sale" }

async function stored(ids: string[]): Promise<number> {
  const [row] = await shop().database.rows<{ count: number }>(
    sql`select count(*) as count from audience.event where id = any(${ids}::uuid[])`
  )
  return row?.count ?? 0
}

describe("POST /audience/collect", () => {
  it("answers 202 once the events are committed, to any origin", async () => {
    const events = [anEvent("page_viewed", page), anEvent("clicked", page)]
    const answer = await shop().collect({ visitor: randomUUID(), events })
    expect(answer.status).toBe(202)
    expect(answer.body).toEqual({ accepted: 2, duplicates: 0, rejected: [] })
    expect(answer.headers.get("access-control-allow-origin")).toBe("*")
    expect(await stored(events.map(({ id }) => id))).toBe(2)
  })

  it("takes application/json as well as text/plain", async () => {
    const answer = await shop().collect({ visitor: randomUUID(), events: [anEvent("page_viewed")] }, { "content-type": "application/json" })
    expect(answer.body).toEqual({ accepted: 1, duplicates: 0, rejected: [] })
  })

  it("counts a resend as duplicates and stores nothing", async () => {
    const body = { visitor: randomUUID(), events: [anEvent("page_viewed"), anEvent("page_viewed")] }
    await shop().collect(body)
    expect((await shop().collect(body)).body).toEqual({ accepted: 0, duplicates: 2, rejected: [] })
    expect(await stored(body.events.map(({ id }) => id))).toBe(2)
  })

  it("tells which events it rejected and why, and takes the others", async () => {
    const events = [anEvent("page_viewed"), anEvent("Page Viewed")]
    const answer = await shop().collect({ visitor: randomUUID(), events })
    expect(answer.body).toEqual({
      accepted: 1,
      duplicates: 0,
      rejected: [{ index: 1, reason: expect.stringMatching(/^events\[1\]\.name: /) as string }],
    })
  })

  it("answers 400 to what is not of the format, naming the place", async () => {
    const { http, collect } = shop()
    expect(await http("/audience/collect", { body: "{", method: "POST" })).toMatchObject({
      status: 400,
      body: { message: "body: must be JSON" },
    })
    expect(await collect({ visitor: "undefined" })).toMatchObject({ status: 400, body: { message: "visitor: must be a UUID" } })
  })

  it("answers 401 to an unknown key, and to a key soon after it is revoked", async () => {
    const { admin, collect } = shop()
    const body: CollectBody = {
      key: "pk_unknown",
      visitor: randomUUID(),
      sent_at: new Date().toISOString(),
      events: [anEvent("page_viewed")],
    }
    expect((await collect(body)).status).toBe(401)
    const made = await admin<{ api_key: { id: string; token: string } }>("/admin/api-keys", {
      body: { title: "To be revoked", type: "publishable" },
    })
    const { id, token } = made.body.api_key
    expect((await collect({ ...body, key: token })).status).toBe(202)
    await admin(`/admin/api-keys/${id}/revoke`, { body: {} })
    await new Promise((resolve) => setTimeout(resolve, 5_100))
    expect((await collect({ ...body, key: token, events: [anEvent("page_viewed")] })).status).toBe(401)
  })

  it("does not wait for Medusa's keys where these do not answer: what a key was before stands", async () => {
    const { collect, database } = shop()
    const body = () => ({ visitor: randomUUID(), events: [anEvent("page_viewed")] })
    expect((await collect(body())).status).toBe(202)
    await new Promise((resolve) => setTimeout(resolve, 5_100))
    await database.transaction(async (tx) => {
      await tx.execute(sql`lock table public.api_key in access exclusive mode`)
      expect((await collect(body())).status).toBe(202)
    })
  })

  it("answers 413 to a body above 128 KiB and to more than 100 events", async () => {
    const { collect } = shop()
    const many = Array.from({ length: WIRE_LIMITS.events + 1 }, () => anEvent("page_viewed"))
    expect((await collect({ visitor: randomUUID(), events: many })).status).toBe(413)
    const large = anEvent("page_viewed", { title: "x".repeat(WIRE_LIMITS.bytes) })
    expect((await collect({ visitor: randomUUID(), events: [large] })).status).toBe(413)
  })

  it("answers 429 with Retry-After to a browser that sends without pause", async () => {
    const visitor = randomUUID()
    let status = 202
    let retryAfter: string | null = null
    while (status === 202) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => shop().collect({ visitor, events: [] })))
      const refused = answers.find((answer) => answer.status !== 202)
      if (refused) [status, retryAfter] = [refused.status, refused.headers.get("retry-after")]
    }
    expect(status).toBe(429)
    expect(Number(retryAfter)).toBeGreaterThanOrEqual(1)
  })

  it("answers 204 to a bot and to a visitor who does not want it, and stores nothing", async () => {
    const events = [anEvent("page_viewed")]
    const { collect } = shop()
    const bot = await collect({ visitor: randomUUID(), events }, { "user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1)" })
    const refused = await collect({ visitor: randomUUID(), consent: { analytics: false }, events })
    const signalled = await collect({ visitor: randomUUID(), events }, { "sec-gpc": "1" })
    expect([bot.status, refused.status, signalled.status]).toEqual([204, 204, 204])
    expect(await stored(events.map(({ id }) => id))).toBe(0)
  })

  it("keeps what a visitor allows from now on, though nothing else happened", async () => {
    const visitor = randomUUID()
    const marketing = async (): Promise<unknown> =>
      (
        await shop().database.rows(sql`
          select consent_analytics, consent_marketing from audience.profile join audience.visitor on visitor.profile_id = profile.id
          where visitor.uuid = ${visitor}`)
      )[0]
    const consent = { analytics: true, personalization: true, marketing: true }
    await shop().collect({ visitor, consent, events: [anEvent("page_viewed")] })
    expect(await marketing()).toEqual({ consent_analytics: true, consent_marketing: true })
    const { status, body } = await shop().collect({ visitor, consent: { ...consent, marketing: false }, events: [] })
    expect([status, body]).toEqual([202, { accepted: 0, duplicates: 0, rejected: [] }])
    expect(await marketing()).toEqual({ consent_analytics: true, consent_marketing: false })
  })

  it("answers a preflight", async () => {
    const answer = await shop().http("/audience/collect", {
      method: "OPTIONS",
      headers: { origin: "https://elsewhere.test", "access-control-request-method": "POST" },
    })
    expect(answer.status).toBe(204)
    expect(answer.headers.get("access-control-allow-origin")).toBe("*")
    expect(answer.headers.get("access-control-allow-headers")).toContain("content-type")
  })

  it("takes 100 requests at once", async () => {
    const events = Array.from({ length: 100 }, () => [anEvent("page_viewed", page), anEvent("clicked", page)])
    const visitor = randomUUID()
    const answers = await Promise.all(events.map((pair) => shop().collect({ visitor, events: pair })))
    expect(answers.map(({ body }) => body.accepted)).toEqual(Array.from({ length: 100 }, () => 2))
    expect(await stored(events.flat().map(({ id }) => id))).toBe(200)
    const profiles = await shop().database.rows(sql`select from audience.visitor where uuid = ${visitor}`)
    expect(profiles).toHaveLength(1)
  })

  it("loses no accepted event when every database connection is cut in between", async () => {
    const { database, collect } = shop()
    const pending = Array.from({ length: 60 }, () => ({ visitor: randomUUID(), events: [anEvent("page_viewed", page)] }))
    const accepted = new Set<string>()
    const send = async (body: (typeof pending)[number]): Promise<void> => {
      for (;;) {
        const answer = await collect(body)
        if (answer.status === 202) break
        expect(answer.status).toBe(429)
        await new Promise((resolve) => setTimeout(resolve, 200))
      }
      for (const { id } of body.events) accepted.add(id)
    }
    const sending = Promise.all(pending.map(send))
    for (let cut = 0; cut < 3; cut++) {
      await database.rows(sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'audience' and query ilike any(array['%audience.recent_event%', 'copy audience.event%', '%audience.visitor%', 'commit'])
          and pid <> pg_backend_pid()`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    await sending
    expect(accepted.size).toBe(60)
    expect(await stored([...accepted])).toBe(60)
  })
})
