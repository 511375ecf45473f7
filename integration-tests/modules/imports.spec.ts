import { Client } from "pg"
import sql from "sql-template-tag"
import type { ImportDto, ImportMapping } from "../../src/contract"
import { createAudience } from "../../src/modules/audience/audience"
import { createTestAudience, type TestAudience } from "../support/audience"
import { waitForBlocked } from "../support/wait-for-blocked"

const NOW = "2026-11-23T12:00:00.000Z"
const PEOPLE = 40

let audience: TestAudience

const email = (number: number): string => `person${number}@shop.test`

beforeAll(async () => {
  audience = await createTestAudience({ now: NOW })
  for (let number = 0; number < PEOPLE; number++) {
    await audience.identity.saveCustomer({
      ...{ id: `cus_${number}`, email: email(number), first_name: null, last_name: null, phone: null, has_account: true },
      ...{ group_ids: [], metadata: null, created_at: new Date(NOW), updated_at: new Date(NOW), deleted_at: null },
    })
  }
  await audience.identity.defineAttribute({ key: "size", label: "Shoe size", type: "number" })
  await audience.identity.defineAttribute({ key: "likes", label: "Likes", type: "list" })
  await audience.identity.defineAttribute({ key: "vip", label: "VIP", type: "boolean" })
})
afterAll(() => audience.database.drop())
// Values are told apart by when they were written.
beforeEach(() => audience.clock.advance(60_000))

async function* pieces(content: string | Buffer, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(content)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const upload = (content: string | Buffer, given: { dryRun?: boolean; mapping?: ImportMapping; size?: number } = {}): Promise<ImportDto> =>
  audience.imports.upload({
    name: "people.csv",
    file: pieces(content, given.size),
    dryRun: given.dryRun ?? false,
    ...(given.mapping ? { mapping: given.mapping } : {}),
  })

async function attributes(number: number): Promise<Record<string, unknown>> {
  const id = (await audience.identity.findProfile({ customerId: `cus_${number}` })) as number
  return (await audience.identity.attributesOf(audience.database, [id])).get(id) ?? {}
}

async function kept(table: "import" | "import_row" | "import_before" | "import_refusal"): Promise<number> {
  const tables = { import: sql`audience.import`, import_row: sql`audience.import_row`, import_before: sql`audience.import_before`, import_refusal: sql`audience.import_refusal` } // prettier-ignore
  const [row] = await audience.database.rows<{ count: number }>(sql`select count(*) as count from ${tables[table]}`)
  return row?.count ?? 0
}

describe("an import", () => {
  it("takes columns by their names: key, attribute keys, field names and labels", async () => {
    const file = "E-Mail,member_tier,attribute.custom.size,VIP,Likes,Remark\nPERSON1@shop.test,Gold,41.5,TRUE,red|blue,hello\n"
    expect(await upload(file)).toMatchObject({
      ...{ status: "done", rows: 1, processed: 1, stored: 1, refused: 0, errors: [], can_undo: true },
      mapping: { key: { column: "E-Mail", by: "email" }, attributes: { member_tier: "member_tier", "attribute.custom.size": "size", VIP: "vip", Likes: "likes" } }, // prettier-ignore
    })
    expect(await attributes(1)).toEqual({ member_tier: "gold", size: 41.5, vip: true, likes: ["red", "blue"] })
  })

  it("finds people by customer, e-mail or profile, by a mapping of its own", async () => {
    const id = (await audience.identity.findProfile({ customerId: "cus_2" })) as number
    const [profile] = await audience.reports.profileDtos([id])
    for (const [by, name, points] of [
      ["customer_id", "cus_2", 1],
      ["email", email(2), 2],
      ["id", profile?.id, 3],
    ] as const)
      // prettier-ignore
      await upload(`who,how many\n${name},${points}\n`, { mapping: { key: { column: "who", by }, attributes: { "how many": "points" } } }).then(
        async (done) => {
          expect(done).toMatchObject({ status: "done", stored: 1 })
          expect((await attributes(2)).points).toBe(points)
        }
      )
  })

  it("only counts in a dry run, and carries the same file out afterwards", async () => {
    const file = `customer_id,points\ncus_3,10\ncus_4,many\ncus_none,5\n`
    const checked = await upload(file, { dryRun: true })
    expect(checked).toMatchObject({ status: "checked", rows: 3, stored: 1, refused: 2, can_undo: false })
    expect(checked.sample).toEqual([["cus_3", "10"], ["cus_4", "many"], ["cus_none", "5"]]) // prettier-ignore
    expect(checked.errors).toEqual([
      { line: 3, column: "points", value: "many", reason: "must be a number" },
      { line: 4, column: "customer_id", value: "cus_none", reason: "there is no customer cus_none" },
    ])
    expect((await attributes(3)).points).toBeUndefined()
    expect(await audience.imports.start(checked.id, { dryRun: false })).toMatchObject({ status: "done", stored: 1, refused: 2, sample: [] })
    expect((await attributes(3)).points).toBe(10)
    await expect(audience.imports.start(checked.id, {})).rejects.toMatchObject({ type: "not_allowed", message: /^status: .* done/ })
  })

  it("waits for a mapping where names say nothing, and refuses to guess", async () => {
    const file = "who,what\ncus_5,5\n"
    await expect(upload(file)).rejects.toMatchObject({ type: "not_allowed", message: /^mapping: / })
    const waiting = await upload(file, { dryRun: true })
    expect(waiting).toMatchObject({ status: "uploaded", mapping: null })
    const mapping: ImportMapping = { key: { column: "who", by: "customer_id" }, attributes: { what: "points" } }
    expect(await audience.imports.start(waiting.id, { mapping, dryRun: false })).toMatchObject({ status: "done", stored: 1 })
    expect((await attributes(5)).points).toBe(5)
  })

  it.each<[string, ImportMapping, RegExp]>([
    ["a key column that the file lacks", { key: { column: "x", by: "email" }, attributes: {} }, /^mapping\.key\.column: .*"x"/],
    ["a column that the file lacks", { key: { column: "email", by: "email" }, attributes: { y: "points" } }, /^mapping\.attributes\.y: /],
    ["an attribute that there is not", { key: { column: "email", by: "email" }, attributes: { a: "shade" } }, /no attribute "shade"/],
    ["two columns for one attribute", { key: { column: "email", by: "email" }, attributes: { a: "points", b: "points" } }, /already/],
    ["nothing to store", { key: { column: "email", by: "email" } }, /^mapping: .*nothing/],
  ])("refuses %s and keeps nothing of the file", async (_what, mapping, message) => {
    const before = [await kept("import"), await kept("import_row")]
    await expect(upload("email,a,b\nx@y.z,1,2\n", { mapping })).rejects.toMatchObject({ type: "invalid_data", message })
    expect([await kept("import"), await kept("import_row")]).toEqual(before)
  })

  it("leaves a value alone where the cell is empty, and takes the later of two rows", async () => {
    await upload("customer_id,points,member_id\ncus_6,1,m1\n")
    await upload("customer_id,points,member_id\ncus_6,,m2\ncus_6,3,\ncus_6,4,\n")
    expect(await attributes(6)).toEqual({ points: 4, member_id: "m2" })
  })
})

describe("undo", () => {
  it("puts back what stood before: nothing, another value, and what a person declared", async () => {
    const seven = (await audience.identity.findProfile({ customerId: "cus_7" })) as number
    await audience.identity.setAttributes(seven, { gender: "female", points: 1 }, "declared")
    const done = await upload("customer_id,gender,points,member_id\ncus_7,male,2,m7\ncus_7,other,3,m8\n")
    expect(await attributes(7)).toEqual({ gender: "other", points: 3, member_id: "m8" })
    expect(await audience.imports.undo(done.id)).toMatchObject({ status: "undone", can_undo: false })
    expect(await attributes(7)).toEqual({ gender: "female", points: 1 })
    const sources = await audience.database.rows<{ source: string }>(
      sql`select source from audience.attribute_value where profile_id = ${seven}`
    )
    expect(sources.map(({ source }) => source)).toEqual(["declared", "declared"])
    await expect(audience.imports.undo(done.id)).rejects.toMatchObject({ type: "not_allowed" })
  })

  it("leaves alone what was set since, and follows a merge", async () => {
    const done = await upload("customer_id,points,member_id\ncus_8,1,a\ncus_9,2,b\n")
    audience.clock.advance(1000)
    const [eight, nine] = await Promise.all(["cus_8", "cus_9"].map((customerId) => audience.identity.findProfile({ customerId }))) as number[] // prettier-ignore
    await audience.identity.setAttributes(eight as number, { points: 100 }, "api")
    // Somebody without an account of their own: only such a profile may be merged.
    await audience.database.execute(sql`update audience.customer set has_account = false where id = 'cus_9'`)
    const ten = (await audience.identity.findProfile({ customerId: "cus_10" })) as number
    await audience.identity.merge(ten, nine as number, "test")
    expect(await attributes(10)).toEqual({ points: 2, member_id: "b" })
    expect(await audience.imports.undo(done.id)).toMatchObject({ status: "undone" })
    expect(await attributes(8)).toEqual({ points: 100 })
    expect(await attributes(10)).toEqual({})
  })

  it("is not for a dry run, and not once the values from before are forgotten", async () => {
    const checked = await upload("customer_id,points\ncus_11,1\n", { dryRun: true })
    await expect(audience.imports.undo(checked.id)).rejects.toMatchObject({ type: "not_allowed" })
    const done = await upload("customer_id,points\ncus_11,1\n")
    audience.clock.advance(31 * 86_400_000)
    await audience.imports.forgetOld()
    expect([await kept("import_row"), await kept("import_before"), await kept("import_refusal")]).toEqual([0, 0, 0])
    expect(await audience.imports.get(done.id)).toMatchObject({ status: "done", can_undo: false })
    await expect(audience.imports.undo(done.id)).rejects.toMatchObject({ type: "not_allowed" })
    await expect(audience.imports.start(checked.id, {})).rejects.toMatchObject({ message: /not kept any more/ })
  })
})

describe("a file", () => {
  const rows = [["cus_12", 'say "hi"; x, y'], ["cus_13", "two\nlines"]] as const // prettier-ignore
  const quoted = (text: string): string => `"${text.replace(/"/g, '""')}"`
  const written = (delimiter: string, end: string): string =>
    [`customer_id${delimiter}member_id`, ...rows.map(([id, text]) => `${id}${delimiter}${quoted(text)}`), ""].join(end)

  it.each([
    ["commas and LF", written(",", "\n")],
    ["semicolons and CRLF", written(";", "\r\n")],
    ["tabs and CR", written("\t", "\r")],
    ["a byte order mark", `\uFEFF${written(",", "\r\n")}`],
    ["no line end at its end", written(",", "\n").trimEnd()],
    ["empty lines", `\n\n${written(",", "\n")}\n\n`],
  ])("may have %s, cut anywhere", async (_what, content) => {
    for (const size of [1, 3, 1000]) {
      audience.clock.advance(1000)
      const done = await upload(content, { size })
      expect(done).toMatchObject({ status: "done", rows: 2, stored: 2, refused: 0, columns: ["customer_id", "member_id"] })
    }
    expect((await attributes(12)).member_id).toBe('say "hi"; x, y')
    expect((await attributes(13)).member_id).toBe("two\nlines")
  })

  it.each([
    ["no content", "", /^file: is empty/],
    ["a header alone", "customer_id,points\n", /^file: has a header and no rows/],
    ["two columns of one name", "customer_id,Points,points\ncus_1,1,2\n", /^line 1: .*points/],
    ["a quote that never closes", `customer_id,points\ncus_1,"1\n${"cus_2,2\n".repeat(50)}`, /quote is opened and never closed/],
    ["a quote inside a cell", 'customer_id,points\ncus_1,a"b\n', /^line 2: a quote/],
    ["Windows-1252", Buffer.from("customer_id,member_id\ncus_1,Müller\n", "latin1"), /^file: is not encoded as UTF-8/],
    ["UTF-16", Buffer.from("\uFEFFcustomer_id,points\ncus_1,1\n", "utf16le"), /^file: is encoded as UTF-16/],
    ["zero bytes", "customer_id,points\ncus_1,\0\n", /^file: contains zero bytes/],
    ["too many columns", `${Array.from({ length: 201 }, (_, at) => `c${at}`).join(",")}\n1\n`, /^line 1: .*200 columns/],
    ["a cell without end", `customer_id,points\ncus_1,${"x".repeat(150_000)}\n`, /100000 characters/],
  ])("is refused with %s, and nothing of it is kept", async (_what, content, message) => {
    const before = [await kept("import"), await kept("import_row")]
    await expect(upload(content, { dryRun: true, size: 4096 })).rejects.toMatchObject({ type: "invalid_data", message })
    expect([await kept("import"), await kept("import_row")]).toEqual(before)
  })

  it("has lines of the wrong length refused one by one, numbered as a spreadsheet does", async () => {
    const done = await upload("customer_id,points\n\ncus_14,1,2\ncus_15\ncus_16,16\n")
    expect(done).toMatchObject({ stored: 1, refused: 2 })
    expect(done.errors.map(({ line, reason }) => [line, reason])).toEqual([
      [3, "has 3 cells, the header has 2"],
      [4, "has 1 cells, the header has 2"],
    ])
    expect((await attributes(16)).points).toBe(16)
  })

  it("holds its hostile cells as text, and its list of faults runs in no spreadsheet", async () => {
    const hostile = "'; drop table audience.profile; --"
    const done = await upload(`customer_id,member_id,points\ncus_17,"${hostile}",=1+1\n=cmd(),x,1\n`)
    expect((await attributes(17)).member_id).toBe(hostile)
    expect((await audience.imports.faults(done.id)).split("\r\n")).toEqual([
      "line,column,value,reason",
      "2,points,'=1+1,must be a number",
      "3,customer_id,'=cmd(),there is no customer =cmd()",
      "",
    ])
  })
})

describe("a refused cell", () => {
  it("is told by its beginning, which never ends in half a character", async () => {
    // 199 letters, then a character of two UTF-16 units: the 200th place is its first half.
    const cell = `${"x".repeat(199)}😀😀`
    const done = await upload(`customer_id,points\ncus_1,${cell}\n`)
    expect(done).toMatchObject({ status: "done", refused: 1, errors: [{ column: "points", value: "x".repeat(199) }] })
  })
})

describe("work", () => {
  const ROWS = 100_000
  let big: ImportDto

  beforeAll(async () => {
    audience.clock.advance(60_000)
    const lines = Array.from({ length: ROWS }, (_, row) => `cus_${row % PEOPLE},${row}`)
    big = await upload(`customer_id,points\n${lines.join("\n")}\n`, { size: 64 * 1024 })
  })

  it("goes on where a killed process stopped, and two processes do no row twice", async () => {
    expect(big).toMatchObject({ status: "running", rows: ROWS, processed: 0 })
    await audience.imports.work(1)
    const half = await audience.imports.get(big.id)
    expect(half.processed).toBeGreaterThan(0)
    expect(half.status).toBe("running")
    // Another process, which knows nothing but the database.
    const other = createAudience({ ...audience })
    for (;;) {
      const [one, two] = await Promise.all([audience.imports.work(100), other.imports.work(100)])
      if (!one.more && !two.more) break
    }
    expect(await audience.imports.get(big.id)).toMatchObject({ status: "done", processed: ROWS, stored: ROWS, refused: 0 })
    // The last row of each person stands.
    expect((await attributes(0)).points).toBe(ROWS - PEOPLE)
    expect((await attributes(PEOPLE - 1)).points).toBe(ROWS - 1)
    expect(await kept("import_row")).toBe(0)
  })

  it("holds no row while it waits for an erasure, which deletes rows of imports", async () => {
    const { id: segmentId } = await audience.segments.create({ name: "From a file", kind: "static" })
    const file = pieces(`email,size\n${email(1)},41\n`)
    const { id } = await audience.imports.upload({ name: "people.csv", file, dryRun: false, segmentId })
    const erasure = new Client({ connectionString: audience.database.url })
    await erasure.connect()
    await erasure.query("begin")
    // As identity's merge lock is taken alone.
    await erasure.query("select pg_advisory_xact_lock(7326002)")
    const undo = audience.imports.undo(id)
    await waitForBlocked(audience.database)
    await erasure.query("delete from audience.import_before where import_id = $1", [id])
    await erasure.query("delete from audience.import_member where import_id = $1", [id])
    await erasure.query("rollback")
    await erasure.end()
    expect(await undo).toMatchObject({ status: "undone" })
  })

  it("undoes it too", async () => {
    const before = await attributes(20)
    expect(await audience.imports.undo(big.id)).toMatchObject({ status: "undoing" })
    while ((await audience.imports.work(1000)).more);
    expect(await audience.imports.get(big.id)).toMatchObject({ status: "undone" })
    expect(before.points).toBe(ROWS - PEOPLE + 20)
    expect((await attributes(20)).points).toBeUndefined()
  })
})
