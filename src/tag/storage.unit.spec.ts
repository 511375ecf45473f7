import { openStorage } from "./storage"

/** localStorage as far as the tag uses it: texts under names, up to a number of entries. */
function fakeDisk(most = Infinity): Record<string, string> {
  return new Proxy<Record<string, string>>(
    {},
    {
      set(entries, name: string, value) {
        if (!(name in entries) && Object.keys(entries).length >= most) throw new Error("QuotaExceededError")
        entries[name] = String(value)
        return true
      },
    }
  )
}

const withDisk = (disk: unknown) => Object.defineProperty(globalThis, "localStorage", { value: disk, configurable: true })

describe("openStorage", () => {
  afterEach(() => Reflect.deleteProperty(globalThis, "localStorage"))

  it("keeps values on the disk under its prefix, apart from the page's own", () => {
    const disk = fakeDisk()
    withDisk(disk)
    disk["theirs"] = "1"
    const storage = openStorage("tag.")
    storage.write("b", { n: 1 })
    storage.write("a", "text")
    expect(disk).toEqual({ theirs: "1", "tag.b": '{"n":1}', "tag.a": '"text"' })
    expect(storage.names("")).toEqual(["a", "b"])
    expect(storage.read("b")).toEqual({ n: 1 })
    storage.remove("b")
    expect(storage.read("b")).toBeUndefined()
  })

  it.each([
    ["closed", undefined],
    ["null, as in some web views", null],
  ])("works in memory where localStorage is %s", (_, disk) => {
    if (disk === null) withDisk(disk)
    const storage = openStorage("tag.")
    storage.write("a", 1)
    expect(storage.read("a")).toBe(1)
    expect(openStorage("tag.").read("a")).toBeUndefined()
  })

  it("goes on in memory when the disk is full, and loses nothing", () => {
    withDisk(fakeDisk(2))
    const storage = openStorage("tag.")
    for (const name of ["a", "b", "c"]) storage.write(name, name)
    expect(storage.names("").map((name) => storage.read(name))).toEqual(["a", "b", "c"])
  })

  it("leaves the device alone until entries may be kept, and then moves them there", () => {
    const disk = fakeDisk()
    withDisk(disk)
    const storage = openStorage("tag.")
    storage.keep(false)
    storage.write("a", 1)
    storage.keep(false)
    expect(disk).toEqual({})
    storage.keep(true)
    expect(disk).toEqual({ "tag.a": "1" })
  })
})
