import { randomUUID } from "node:crypto"
import type { ImportDto, ManualMember, MemberDto, SegmentDto } from "../../src/contract"
import { closeShop, shop, until, type Answer } from "../support/shop"

const email = `${randomUUID()}@imports.test`
let profile: MemberDto

const admin = <Body>(path: string, body?: unknown): Promise<Answer<Body>> =>
  shop().admin<Body>(`/admin/audience${path}`, body === undefined ? {} : { body })

const upload = <Body = { import: ImportDto }>(file: string, query: Record<string, string> = {}, type = "text/csv"): Promise<Answer<Body>> =>
  shop().admin<Body>(`/admin/audience/imports?${new URLSearchParams({ name: "spec.csv", ...query })}`, {
    method: "POST",
    headers: { "content-type": type },
    body: file,
  })

const points = async (): Promise<unknown> => (await admin<{ profile: MemberDto }>(`/profiles/${profile.id}`)).body.profile.attributes.points

beforeAll(async () => {
  const { customer } = (await shop().admin<{ customer: { id: string } }>("/admin/customers", { body: { email } })).body
  profile = await until(async () => (await admin<{ profiles: MemberDto[] }>(`/profiles?customer_id=${customer.id}`)).body.profiles[0], {
    what: "the customer's profile",
  })
})

afterAll(closeShop)

describe("/admin/audience/imports", () => {
  it("checks a file, carries it out, hands out its faults and undoes it", async () => {
    const checked = await upload(`email;points\r\n${email};12\r\nnobody@imports.test;1\r\n`, { dry_run: "true" })
    expect(checked.status).toBe(200)
    expect(checked.body.import).toMatchObject({
      ...{ name: "spec.csv", status: "checked", dry_run: true, rows: 2, stored: 1, refused: 1 },
      mapping: { key: { column: "email", by: "email" }, attributes: { points: "points" } },
      errors: [{ line: 3, column: "email", value: "nobody@imports.test" }],
    })
    expect(await points()).toBeUndefined()
    const { id } = checked.body.import
    expect((await admin<{ import: ImportDto }>(`/imports/${id}`, { dry_run: false })).body.import).toMatchObject({
      status: "done",
      stored: 1,
    })
    expect(await points()).toBe(12)
    expect((await admin<{ imports: ImportDto[] }>("/imports?limit=200")).body.imports.map((one) => one.id)).toContain(id)
    const faults = await shop().admin<string>(`/admin/audience/imports/${id}/errors`)
    expect(faults.headers.get("content-type")).toContain("text/csv")
    expect(faults.body.split("\r\n")[1]).toContain("3,email,nobody@imports.test,")
    expect((await admin<{ import: ImportDto }>(`/imports/${id}/undo`, {})).body.import.status).toBe("undone")
    expect(await points()).toBeUndefined()
  })

  it("tells what was wrong in the language of the admin, of a file and of a cell, on the page and in the list of faults", async () => {
    const file = `email,points\r\nnobody@imports.test,1\r\n${email},many\r\n`
    const { id, errors } = (await upload(file, { dry_run: "true", language: "de" })).body.import
    const reasons = ["es gibt keinen Kunden mit der E-Mail nobody@imports.test", "muss eine Zahl sein"]
    expect(errors.map(({ reason }) => reason)).toEqual(reasons)
    const inEnglish = (await admin<{ import: ImportDto }>(`/imports/${id}`)).body.import
    expect(inEnglish.errors.map(({ reason }) => reason)).toEqual([
      "there is no customer with the e-mail nobody@imports.test",
      "must be a number",
    ])
    const list = await shop().admin<string>(`/admin/audience/imports/${id}/errors`, { headers: { "accept-language": "de" } })
    expect(list.body.split("\r\n").slice(1, 3)).toEqual(
      reasons.map((reason, row) => `${row + 2},${["email,nobody@imports.test", "points,many"][row]},${reason}`)
    )
    const refused = await upload<{ message: string }>("email,points\r\n", { language: "ja-JP" })
    expect(refused).toMatchObject({
      status: 400,
      body: { type: "invalid_data", message: "ファイル: 見出し行だけで、データ行がありません" },
    })
  })

  it("adds the people of a file without other columns to a static segment", async () => {
    const { segment } = (await shop().admin<{ segment: SegmentDto }>("/admin/audience/segments", { body: { name: email, kind: "static" } }))
      .body
    const { body: checked } = await upload(`email\r\n${email}\r\n`, { dry_run: "true", segment_id: segment.id })
    expect(checked.import).toMatchObject({
      status: "checked",
      mapping: { key: { column: "email", by: "email" }, attributes: {}, segment_id: segment.id },
    })
    await upload(`email\r\n${email}\r\n`, { segment_id: segment.id })
    const { manual } = (await admin<{ manual: ManualMember[] }>(`/segments/${segment.id}/manual`)).body
    expect(manual).toMatchObject([{ kind: "added", profile: { id: profile.id } }])
    const mapping = JSON.stringify({ key: { column: "email", by: "email" }, segment_id: segment.id })
    expect(await upload(`email\r\n${email}\r\n`, { mapping, segment_id: segment.id })).toMatchObject({
      status: 400,
      body: { message: "segment_id: must stand in the mapping when there is one" },
    })
  })

  it("carries a larger file out in the background", async () => {
    const mapping = JSON.stringify({ key: { column: "who", by: "email" }, attributes: { "how many": "points" } })
    const lines = Array.from({ length: 2500 }, (_, row) => `${email},${row}`)
    const { body } = await upload(`who,how many\n${lines.join("\n")}\n`, { mapping })
    expect(body.import).toMatchObject({ dry_run: false, rows: 2500 })
    const done = await until(
      async () => {
        const one = (await admin<{ import: ImportDto }>(`/imports/${body.import.id}`)).body.import
        return one.status === "done" && one
      },
      { what: "the import" }
    )
    expect(done).toMatchObject({ processed: 2500, stored: 2500, refused: 0 })
    expect(await points()).toBe(2499)
  })

  it("says what is wrong with a large file, which is sent while it is refused", async () => {
    const { status, body } = await upload<{ message: string }>(`email,email\n${"x@y.z,1\n".repeat(500_000)}`)
    expect({ status, message: body.message }).toMatchObject({ status: 400, message: expect.stringMatching(/^line 1: /) })
  })

  it.each([
    [{ dry_run: "maybe" }, /^dry_run: /],
    [{ mapping: "{" }, /^mapping: must be JSON/],
    [{ mapping: "{}" }, /^mapping\.key: /],
    [{ mapping: '{"key":{"column":"email","by":"phone"}}' }, /^mapping\.key\.by: /],
    [{ shade: "1" }, /^shade: /],
  ])("refuses the query %j", async (query, message) => {
    const { status, body } = await upload<{ message: string }>("email,points\na@b.c,1\n", query)
    expect(status).toBe(400)
    expect(body.message).toMatch(message)
  })

  it("refuses another form of body, an unknown import, and whoever is not signed in", async () => {
    expect((await upload<{ message: string }>("{}", {}, "application/json")).body.message).toMatch(/^content-type: must be text\/csv/)
    expect((await admin("/imports/aimp_none")).status).toBe(404)
    expect((await admin("/imports/aimp_none", {})).status).toBe(404)
    expect((await admin("/imports/aimp_none/undo", {})).status).toBe(404)
    expect((await shop().http("/admin/audience/imports")).status).toBe(401)
  })
})
