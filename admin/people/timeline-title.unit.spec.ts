import type { TimelineEntry } from "../../src/contract"
import { createFormats } from "../shared/formats"
import { timelineDetail } from "./timeline-title"

const formats = createFormats("en")
const entry = (kind: TimelineEntry["kind"], title: string, detail: string | null = null): TimelineEntry => ({
  at: "2026-03-10T12:00:00Z",
  kind,
  title,
  detail,
})

describe("timelineDetail", () => {
  it("tells the time on a page in its two largest units", () => {
    expect(timelineDetail(entry("event", "page_engaged", "/lamps, 125 s"), formats)).toBe("/lamps, 2 min 5 sec")
  })

  it("leaves what other events are about as it is", () => {
    expect(timelineDetail(entry("event", "clicked", "Show me, 5 s"), formats)).toBe("Show me, 5 s")
    expect(timelineDetail(entry("event", "page_viewed"), formats)).toBeNull()
  })

  it("tells an order's total in its currency", () => {
    expect(timelineDetail(entry("order", "#7", "265.5 EUR"), formats)).toBe("€265.50")
  })
})
