import { buffer, text } from "node:stream/consumers"
import { pipeline } from "node:stream/promises"
import { Readable } from "node:stream"
import { from as copyFrom } from "pg-copy-streams"
import sql, { raw } from "sql-template-tag"
import { createTestAudience, type TestAudience } from "../support/audience"
import { segmentOf, settle } from "./reports-world"

const NOW = "2026-03-15T03:00:00Z"

/** What strangers write into fields in the hope that somebody opens them in a spreadsheet, and what merely looks odd. */
const NAMES = [
  "=HYPERLINK(\"http://evil.test\",\"click\")", "+1+1", "-2+3", "@SUM(1)", "\tTab", "\rReturn", "\nFeed", "＝1+1", "＋1", "－1", "＠SUM(1)",
  "O'Neil, \"the\" Great", "two\nlines", "two\r\nlines", "Zoë 名前", "", "plain", "\\.", "a\\nb", "'quoted", "$1 ${x} \\x41", "'; drop table audience.profile; --",
] // prettier-ignore
const GUARDED = 11
const VISITS = ["2026-03-09T23:59:59.000Z", "2026-03-10T14:30:00.250Z"].map((at) => ({
  ...{ at, device: "mobile" as const, events: [{ name: "page_viewed" as const, path: "/" }] },
}))

let audience: TestAudience
let ids: number[]
let segment: string

beforeAll(async () => {
  audience = await createTestAudience({ now: NOW })
  ids = await settle(
    audience,
    NAMES.map((first_name, index) => ({
      customer: {
        id: `cus_${index}`,
        email: `person${index}@example.com`,
        first_name,
        has_account: index % 2 === 0,
        group_ids: ["=1", "b"],
      },
      attributes: index === 0 ? { points: -5 } : {},
      visits: index === 0 ? VISITS : [],
    }))
  )
  segment = await segmentOf(audience, ids)
})

afterAll(() => audience.database.drop())

const csv = async (query: Partial<Parameters<TestAudience["exports"]["csv"]>[1]> & { fields: string[] }): Promise<string> =>
  text(await audience.exports.csv(segment, query))

/** Reads a file back by PostgreSQL's own CSV reader: the header and the rows, empty cells as "". */
function read(file: string): Promise<string[][]> {
  const columns = file
    .slice(0, file.indexOf("\r\n"))
    .split(",")
    .map((_, index) => `c${index}`)
  return audience.database.transaction(async (tx) => {
    await tx.execute(
      sql`create temp table cells (row int generated always as identity, ${raw(columns.map((column) => `${column} text`).join(", "))}) on commit drop`
    )
    await pipeline(Readable.from([file]), tx.client.query(copyFrom(`copy cells (${columns.join(", ")}) from stdin with (format csv)`)))
    const rows = await tx.rows<Record<string, string | null>>(sql`select * from cells order by row`)
    return rows.map((row) => columns.map((column) => row[column] ?? ""))
  })
}

describe("csv", () => {
  it("puts an apostrophe before texts that a spreadsheet would run and before no others", async () => {
    const [header, ...rows] = await read(await csv({ fields: ["attribute.first_name"] }))
    expect(header).toEqual(["attribute.first_name"])
    expect(rows.map(([name]) => name)).toEqual(NAMES.map((name, index) => (index < GUARDED ? `'${name}` : name)))
  })

  it("leaves texts as they are with raw", async () => {
    const [, ...rows] = await read(await csv({ fields: ["attribute.first_name"], raw: true }))
    expect(rows.map(([name]) => name)).toEqual(NAMES)
  })

  it("keeps the sign of numbers, writes times in ISO 8601 UTC, booleans as words and lists with commas", async () => {
    const [, first, second] = await read(
      await csv({
        fields: [
          "attribute.points",
          "visit.first_seen",
          "visit.last_seen",
          "attribute.has_account",
          "attribute.customer_groups",
          "purchase.orders",
        ],
      })
    )
    expect(first).toEqual(["-5", "2026-03-09T23:59:59.000Z", "2026-03-10T14:30:00.250Z", "true", "'=1,b", "0"])
    expect(second).toEqual(["", "", "", "false", "'=1,b", "0"])
  })

  it("ends every line with CR LF and keeps line feeds inside cells", async () => {
    const file = await csv({ fields: ["attribute.email", "attribute.first_name"], raw: true })
    expect(file.startsWith("attribute.email,attribute.first_name\r\n")).toBe(true)
    expect(file.endsWith("\r\n")).toBe(true)
    for (const name of ["two\nlines", "two\r\nlines"]) expect(file).toContain(`person${NAMES.indexOf(name)}@example.com,"${name}"\r\n`)
  })

  it("starts with a byte order mark for Excel when asked to, and heads the columns with their labels", async () => {
    expect((await csv({ fields: ["attribute.email"] })).charCodeAt(0)).not.toBe(0xfeff)
    const bytes = await buffer(await audience.exports.csv(segment, { fields: ["attribute.email"], bom: true, headers: "labels" }))
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    expect(bytes.subarray(3, 11).toString()).toBe("E-mail\r\n")
  })

  it("heads the columns with the catalogue's labels, in the language asked for", async () => {
    const fields = ["visit.sessions", "purchase.spent", "visit.first_referrer_host"]
    const head = async (language?: string): Promise<string | undefined> =>
      (await csv({ fields, headers: "labels", ...(language ? { language } : {}) })).split("\r\n")[0]
    expect(await head("de-AT")).toBe('Besuche,Ausgegebener Betrag,"Verweisende Website, erster Besuch"')
    expect(await head("ja")).toBe("訪問回数,購入金額,参照元サイト（初回訪問）")
    expect(await head("fr")).toBe("Visits,Amount spent,First referrer")
    expect(await head()).toBe(await head("en"))
    expect((await csv({ fields, language: "de" })).split("\r\n")[0]).toBe(fields.join(","))
  })

  it("guards and quotes labels of attributes too", async () => {
    await audience.database.execute(sql`insert into audience.attribute (key, label, type) values ('odd', '=1, "odd"', 'text')`)
    expect((await csv({ fields: ["attribute.custom.odd"], headers: "labels" })).split("\r\n")[0]).toBe('"\'=1, ""odd"""')
  })

  it("holds the people of a search, in the order asked for", async () => {
    const [, ...rows] = await read(await csv({ fields: ["attribute.email"], order: "-attribute.email", q: "person1" }))
    const wanted = NAMES.map((_, index) => `person${index}@example.com`).filter((email) => email.startsWith("person1"))
    expect(rows.map(([email]) => email)).toEqual(wanted.sort().reverse())
  })

  it("reads a search literally", async () => {
    expect(await read(await csv({ fields: ["attribute.email"], q: "') or true --\\'; select 1" }))).toHaveLength(1)
    expect(await audience.reports.total()).toBe(NAMES.length)
  })

  it("has only its header for a segment without members", async () => {
    const empty = await segmentOf(audience, [])
    expect(await text(await audience.exports.csv(empty, { fields: ["attribute.email"] }))).toBe("attribute.email\r\n")
  })

  it("shows the same values as the user list", async () => {
    const fields = ["attribute.email", "visit.last_seen", "visit.device_type", "purchase.spent", "behavior.page_views", "attribute.points"]
    const [, ...rows] = await read(await csv({ fields, raw: true }))
    const { members } = await audience.reports.members(segment, { fields, limit: 200 })
    const listed = members.map(({ values }) => fields.map((field) => String(values[field] ?? "")))
    expect(rows.sort()).toEqual(listed.sort())
  })

  it("refuses an unknown field before anything is sent", async () => {
    await expect(csv({ fields: ["attribute.nonsense"] })).rejects.toMatchObject({
      type: "invalid_data",
      message: expect.stringMatching(/^fields: "attribute.nonsense"/) as string,
    })
    await expect(csv({ fields: [] })).rejects.toMatchObject({ type: "invalid_data" })
    await expect(csv({ fields: ["attribute.email"], order: "nonsense" })).rejects.toMatchObject({
      type: "invalid_data",
      message: expect.stringMatching(/^order: /) as string,
    })
  })

  it("frees its connection when the reader goes away, and after its end", async () => {
    await audience.database.execute(
      sql`insert into audience.profile (created_at) select ${audience.clock.now()} from generate_series(1, 100000)`
    )
    const everybody = (await audience.database.rows<{ id: number }>(sql`select id from audience.profile`)).map(({ id }) => id)
    const large = await segmentOf(audience, everybody)
    // More readers than the pool has connections: each must give its own back.
    for (let reader = 0; reader < 11; reader++) {
      const stream = await audience.exports.csv(large, { fields: ["visit.first_seen", "visit.sessions", "attribute.email"] })
      stream.once("error", () => undefined)
      await new Promise((resolve) => stream.once("readable", resolve))
      stream.destroy()
      await new Promise((resolve) => stream.once("close", resolve))
    }
    expect((await text(await audience.exports.csv(large, { fields: ["visit.sessions"] }))).split("\r\n")).toHaveLength(everybody.length + 2)
    await expectNoExportRuns(audience)
  })
})

/** The server notices a closed connection when it writes next: this waits for it. */
async function expectNoExportRuns({ database }: TestAudience): Promise<void> {
  const running = async (): Promise<number> =>
    (
      await database.rows<{ count: number }>(
        sql`select count(*) as count from pg_stat_activity where datname = current_database() and query like 'copy %' and state = 'active'`
      )
    )[0]?.count ?? 0
  while ((await running()) > 0) await new Promise((resolve) => setTimeout(resolve, 20))
  expect(database.pool.totalCount - database.pool.idleCount).toBe(0)
}
