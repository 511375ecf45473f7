import { groupLookups } from "./group-lookups"

/** A source whose answers come when the test says so; it notes what it was asked. */
function slowSource(): {
  lookUp: (key: string) => Promise<string | undefined>
  asked: string[][]
  answer: (fault?: Error) => Promise<void>
} {
  const asked: string[][] = []
  let end: (fault?: Error) => void = () => undefined
  const lookUp = groupLookups<string, string>((keys) => {
    asked.push(keys)
    return new Promise((resolve, reject) => {
      end = (fault) =>
        fault ? reject(fault) : resolve(new Map(keys.filter((key) => key !== "none").map((key) => [key, `${key}'s value`])))
    })
  })
  const answer = async (fault?: Error): Promise<void> => {
    end(fault)
    // The next question follows the answer.
    await new Promise(setImmediate)
  }
  return { lookUp, asked, answer }
}

describe("groupLookups", () => {
  it("asks for a lone key at once, and for those that come meanwhile together", async () => {
    const { lookUp, asked, answer } = slowSource()
    const values = Promise.all(["a", "b", "c", "b"].map(lookUp))
    expect(asked).toEqual([["a"]])
    await answer()
    expect(asked).toEqual([["a"], ["b", "c"]])
    await answer()
    expect(await values).toEqual(["a's value", "b's value", "c's value", "b's value"])
  })

  it("asks anew for a key whose question is under way: that answer may be of before", async () => {
    const { lookUp, asked, answer } = slowSource()
    const both = [lookUp("a"), lookUp("a")]
    await answer()
    expect(asked).toEqual([["a"], ["a"]])
    await answer()
    expect(await Promise.all(both)).toEqual(["a's value", "a's value"])
  })

  it("answers undefined for what there is not", async () => {
    const { lookUp, answer } = slowSource()
    const none = lookUp("none")
    await answer()
    expect(await none).toBeUndefined()
  })

  it("fails those who were in the question that failed, and goes on", async () => {
    const { lookUp, answer } = slowSource()
    const failing = expect(lookUp("a")).rejects.toThrow("no database")
    const next = lookUp("b")
    await answer(new Error("no database"))
    await failing
    await answer()
    expect(await next).toBe("b's value")
  })
})
