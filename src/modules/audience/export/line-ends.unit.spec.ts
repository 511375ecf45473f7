import fc from "fast-check"
import { crlfLines } from "./line-ends"

async function through(pieces: readonly string[]): Promise<string> {
  const lines = crlfLines()
  const out: Buffer[] = []
  lines.on("data", (chunk: Buffer) => out.push(chunk))
  for (const piece of pieces) lines.write(Buffer.from(piece))
  await new Promise<void>((resolve) => lines.end(resolve))
  return Buffer.concat(out).toString()
}

/** Character by character. */
function expected(text: string): string {
  let quoted = false
  return [...text]
    .map((character) => {
      if (character === '"') quoted = !quoted
      return character === "\n" && !quoted ? "\r\n" : character
    })
    .join("")
}

describe("crlfLines", () => {
  it("ends lines with CR LF and leaves line feeds inside quoted cells alone", async () => {
    expect(await through(['a,"b\nc ""d""\n",e\nf\n'])).toBe('a,"b\nc ""d""\n",e\r\nf\r\n')
  })

  it("gives the same whatever pieces the text comes in", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: fc.constantFrom("a", ",", '"', "\n"), maxLength: 8 }), { maxLength: 6 }),
        async (pieces) => {
          expect(await through(pieces)).toBe(expected(pieces.join("")))
        }
      )
    )
  })
})
