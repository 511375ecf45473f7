import type { TimelineEntry } from "../../src/contract"
import type { Translate } from "../shared/translate"

/** What happened, in words; an event of the shop's own keeps its name. */
export function timelineTitle({ kind, title }: TimelineEntry, t: Translate): string {
  switch (kind) {
    case "session":
      return t("audience.timeline.sessionFrom", { source: title })
    case "order":
      return t("audience.timeline.orderNumber", { number: title })
    case "cart":
      return t("audience.timeline.cartOf", { total: title })
    default:
      return t(`audience.events.${title}`, { defaultValue: title })
  }
}
