import { flowData } from "./flow-data"

const segment = (name: string) => ({ id: name, name, members_from: 0, members_to: 0, since: null, redefined_at: null })

describe("flowData", () => {
  it("draws a bar for each place that anybody was or is in, and a ribbon for each way somebody took", () => {
    const placed = [
      [3, 1, 2],
      [0, 0, 0],
      [4, 0, 0],
    ]
    const { nodes, links } = flowData({ from: "", to: "", segments: [segment("A"), segment("B")], matrix: [], placed }, "None")
    expect(nodes.map(({ name, side, people, place }) => [name, side, people, place])).toEqual([
      ["A", "from", 6, 0],
      ["None", "from", 4, null],
      ["A", "to", 7, 0],
      ["B", "to", 1, 1],
      ["None", "to", 2, null],
    ])
    expect(links).toEqual([
      { source: 0, target: 2, value: 3 },
      { source: 0, target: 3, value: 1 },
      { source: 0, target: 4, value: 2 },
      { source: 1, target: 2, value: 4 },
    ])
  })
})
