import sql from "sql-template-tag"
import { createTestAudience, type TestAudience } from "../support/audience"

describe("schema", () => {
  let audience: TestAudience
  beforeAll(async () => {
    audience = await createTestAudience({ now: "2026-03-01T12:00:00Z" })
  })
  afterAll(() => audience.database.drop())

  it("keeps every table of the plugin in the schema audience", async () => {
    const tables = await audience.database.rows<{ schema: string }>(
      sql`select distinct table_schema as schema from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema')`
    )
    expect(tables).toEqual([{ schema: "audience" }])
  })
})
