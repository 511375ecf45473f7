import { nameOf, nextBatch, visitorOf } from "./queue"
import { openStorage, type TagStorage } from "./storage"
import { uuid } from "./uuid"

const ADA = "00000000-0000-7000-8000-00000000000a"
const BOB = "00000000-0000-7000-8000-00000000000b"

function storageWith(...visitors: string[]): { storage: TagStorage; names: string[] } {
  const storage = openStorage("test.")
  const names = visitors.map((visitor) => nameOf(uuid(), visitor))
  for (const name of [...names].reverse()) storage.write(name, { name })
  return { storage, names }
}

describe("nextBatch", () => {
  it("takes the oldest hundred, in the order they were made", () => {
    const { storage, names } = storageWith(...Array<string>(130).fill(ADA))
    expect(nextBatch(storage, [])).toEqual(names.slice(0, 100))
  })

  it("leaves what is being sent", () => {
    const { storage, names } = storageWith(ADA, ADA, ADA)
    expect(nextBatch(storage, names.slice(0, 2))).toEqual(names.slice(2))
  })

  it("takes one visitor's events: a request speaks for one", () => {
    const { storage, names } = storageWith(ADA, ADA, BOB)
    const batch = nextBatch(storage, [])
    expect(batch).toEqual(names.slice(0, 2))
    batch.forEach(storage.remove)
    expect(nextBatch(storage, [])).toEqual([names[2]])
    expect(visitorOf(names[2])).toBe(BOB)
  })

  it("lets go of the oldest when a server stays away too long", () => {
    const { storage, names } = storageWith(...Array<string>(1003).fill(ADA))
    expect(nextBatch(storage, [])[0]).toBe(names[3])
    expect(storage.names("e")).toHaveLength(1000)
  })

  it("is empty when nothing waits, whatever else is stored", () => {
    const { storage } = storageWith()
    storage.write("v", ADA)
    storage.write("s", ["id", 1, ""])
    expect(nextBatch(storage, [])).toEqual([])
  })
})
