import sql from "sql-template-tag"
import { createTestDatabase, type TestDatabase } from "../support/database"

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
  await database.execute(sql`create table public.note (id int primary key, text text not null)`)
})
afterAll(() => database.drop())
beforeEach(() => database.execute(sql`truncate public.note`))

const notes = (): Promise<unknown[]> => database.rows(sql`select id, text from public.note order by id`)

describe("transaction", () => {
  it("hands over the rows of each statement of its opening", async () => {
    const opened = await database.transaction((_tx, rows) => Promise.resolve(rows), {
      ...{ sharedLock: 1, isolation: "repeatable read" },
      opening: [sql`insert into public.note values (1, ${"it's \\ one"}) returning text`, sql`select id + ${1} as next from public.note`],
    })
    expect(opened).toEqual([[{ text: "it's \\ one" }], [{ next: 2 }]])
    expect(await notes()).toEqual([{ id: 1, text: "it's \\ one" }])
  })

  it("begins with one statement alone", async () => {
    const opened = await database.transaction((_tx, rows) => Promise.resolve(rows), { opening: [sql`select 1 as one`] })
    expect(opened).toEqual([[{ one: 1 }]])
  })

  it("undoes the opening when the work fails, and the opening's first statement when its second fails", async () => {
    const opening = [sql`insert into public.note values (1, 'one')`]
    await expect(database.transaction(() => Promise.reject(new Error("changed my mind")), { opening })).rejects.toThrow("changed my mind")
    const failing = { opening: [...opening, sql`select 1 / ${0}::int`] }
    await expect(database.transaction(() => Promise.resolve(), failing)).rejects.toMatchObject({ code: "22012" })
    expect(await notes()).toEqual([])
  })
})

describe("copyLast", () => {
  const copied = (rows: string): Promise<void> =>
    database.transaction(async (tx) => {
      await tx.execute(sql`insert into public.note values (1, 'one')`)
      tx.copyLast({ into: "public.note (id, text)", rows })
    })

  it("commits the rows together with what was written before", async () => {
    await copied("2\ttwo\n3\tdrei größer 𝄞\n")
    expect(await notes()).toEqual([
      { id: 1, text: "one" },
      { id: 2, text: "two" },
      { id: 3, text: "drei größer 𝄞" },
    ])
  })

  it("commits nothing when a row is refused, and leaves the connection fit for the next", async () => {
    const clients = new Set<unknown>()
    database.pool.on("acquire", (client) => clients.add(client))
    await expect(copied("2\ttwo\n1\tone again\n")).rejects.toMatchObject({ code: "23505" })
    await expect(copied("not a number\ttwo\n")).rejects.toMatchObject({ code: "22P02" })
    expect(await notes()).toEqual([])
    await copied("2\ttwo\n")
    expect(await notes()).toHaveLength(2)
    expect(clients.size).toBe(1)
  })

  it("ignores rows for a table that is not there", async () => {
    await expect(
      database.transaction((tx) => {
        tx.copyLast({ into: "public.nothing", rows: "1\tone\n" })
        return Promise.resolve()
      })
    ).rejects.toMatchObject({ code: "42P01" })
    await copied("2\ttwo\n")
    expect(await notes()).toHaveLength(2)
  })

  it("writes more than a socket's buffer holds", async () => {
    const rows = Array.from({ length: 50_000 }, (_, index) => `${index + 2}\t${"long ".repeat(40)}\n`).join("")
    await copied(rows)
    const [row] = await database.rows<{ count: number }>(sql`select count(*) as count from public.note`)
    expect(row?.count).toBe(50_001)
  })

  it("fails when the connection ends before the answer", async () => {
    await expect(
      database.transaction(async (tx) => {
        const [row] = await tx.rows<{ pid: number }>(sql`select pg_backend_pid() as pid`)
        await database.rows(sql`select pg_terminate_backend(${row?.pid ?? 0})`)
        tx.copyLast({ into: "public.note (id, text)", rows: "2\ttwo\n" })
      })
    ).rejects.toThrow()
    expect(await notes()).toEqual([])
  })
})
