import { randomUUID } from "node:crypto"
import sql from "sql-template-tag"
import { anEvent, closeShop, shop, until } from "../support/shop"
import { signUp } from "../support/sign-up"

afterAll(closeShop)

async function visit(visitor: string, name = "page_viewed", properties?: object): Promise<void> {
  const answer = await shop().collect({ visitor, events: [anEvent(name, { ...(properties ? { properties: properties as never } : {}) })] })
  expect(answer.body.accepted).toBe(1)
}

async function customerOf(visitor: string): Promise<string | null | undefined> {
  const [row] = await shop().database.rows<{ customer_id: string | null }>(sql`
    select customer_id from audience.profile join audience.visitor on visitor.profile_id = profile.id
    where visitor.uuid = ${visitor} and ended_at is null`)
  return row?.customer_id
}

function identify(body: unknown, token?: string): ReturnType<ReturnType<typeof shop>["store"]> {
  return shop().store("/store/audience/identify", { body, ...(token ? { token } : {}) })
}

describe("POST /store/audience/identify", () => {
  it("ties the visitor to the customer whose token comes with it, and keeps the traits", async () => {
    const [visitor, account] = [randomUUID(), await signUp()]
    await visit(visitor)
    const answer = await identify({ visitor, traits: { gender: "female" } }, account.token)
    expect(answer).toMatchObject({ status: 200, body: { profile: { id: expect.stringMatching(/^aprof_[0-9a-f]{32}$/) as string } } })
    expect(await customerOf(visitor)).toBe(account.id)
    expect(await identify({ visitor }, account.token)).toMatchObject({ status: 200, body: answer.body })
  })

  it("asks for a login: neither nobody's nor an admin's will do", async () => {
    const visitor = randomUUID()
    expect((await identify({ visitor })).status).toBe(401)
    expect((await identify({ visitor }, "no token")).status).toBe(401)
    expect((await identify({ visitor }, shop().adminToken)).status).toBe(401)
  })

  it("refuses a body that names anybody, and a junk visitor", async () => {
    const [account, other] = [await signUp(), await signUp()]
    const refused = await identify({ visitor: randomUUID(), customer_id: other.id }, account.token)
    expect(refused).toMatchObject({ status: 400, body: { type: "invalid_data", message: "customer_id: is not known here" } })
    for (const visitor of ["undefined", "", "00000000-0000-0000-0000-000000000000"]) {
      expect(await identify({ visitor }, account.token)).toMatchObject({
        status: 400,
        body: { message: expect.stringMatching(/^visitor: /) as string },
      })
    }
  })

  it("never merges two customers who share a browser", async () => {
    const [visitor, anna, ben] = [randomUUID(), await signUp(), await signUp()]
    await visit(visitor)
    const annas = await identify({ visitor }, anna.token)
    const bens = await identify({ visitor }, ben.token)
    expect(bens.body).not.toEqual(annas.body)
    expect(await customerOf(visitor)).toBe(ben.id)
    expect((await identify({ visitor }, anna.token)).body).toEqual(annas.body)
  })

  it("settles two tabs that identify at the same time as one", async () => {
    const [first, second, account] = [randomUUID(), randomUUID(), await signUp()]
    await Promise.all([visit(first), visit(second)])
    const answers = await Promise.all([first, second, first, second].map((visitor) => identify({ visitor }, account.token)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(
      new Set(
        (await Promise.all([first, second].map((visitor) => identify({ visitor }, account.token)))).map(({ body }) => JSON.stringify(body))
      ).size
    ).toBe(1)
  })
})

describe("an identified event", () => {
  it("ties nothing, whatever id or e-mail of another customer it holds", async () => {
    const [visitor, victim] = [randomUUID(), await signUp()]
    await visit(visitor, "identified", { traits: { customer_id: victim.id, email: victim.email, points: 7 } })
    // Once the declared attribute is there, everything that the event asks for has been done.
    await until(
      async () => {
        const rows = await shop().database.rows(sql`
          select from audience.attribute_value join audience.visitor using (profile_id) where visitor.uuid = ${visitor} and source = 'declared'`)
        return rows.length > 0
      },
      { what: "the declared attribute" }
    )
    expect(await customerOf(visitor)).toBeNull()
  })
})
