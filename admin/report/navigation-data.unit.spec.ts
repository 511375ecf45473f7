import { navigationData } from "./navigation-data"

const TEXTS = { other: "Other", left: "Left" }

describe("navigationData", () => {
  it("links pages step by step and gathers those who left", () => {
    // Three sessions: / → /sale, / → left, / → other pages.
    const flow = {
      sessions: 3,
      nodes: [
        { step: 0, key: "/", label: "/", sessions: 3 },
        { step: 1, key: "/sale", label: "/Sale", sessions: 1 },
        { step: 1, key: "", label: "", sessions: 1 },
      ],
      links: [
        { step: 0, from: "/", to: "/sale", sessions: 1 },
        { step: 0, from: "/", to: null, sessions: 1 },
        { step: 0, from: "/", to: "", sessions: 1 },
      ],
    }
    const { nodes, links } = navigationData(flow, TEXTS)
    expect(nodes.map(({ name, step, sessions, kind }) => [name, step, sessions, kind])).toEqual([
      ["/", 0, 3, "page"],
      ["/Sale", 1, 1, "page"],
      ["Other", 1, 1, "other"],
      ["Left", 1, 1, "left"],
    ])
    expect(links.map(({ source, target, value }) => [nodes[source]?.name, nodes[target]?.name, value])).toEqual([
      ["/", "/Sale", 1],
      ["/", "Left", 1],
      ["/", "Other", 1],
    ])
  })

  it("is empty without sessions", () => {
    expect(navigationData({ sessions: 0, nodes: [], links: [] }, TEXTS)).toEqual({ nodes: [], links: [] })
  })
})
