import type { TimelineEntry } from "../../src/contract"
import type { Formats } from "../shared/formats"
import type { Translate } from "../shared/translate"

/** What happened, in words; an event of the shop's own keeps its name. */
export function timelineTitle({ kind, title }: TimelineEntry, t: Translate, formats: Formats): string {
  switch (kind) {
    case "session":
      return title === "direct" ? t("audience.timeline.sessionDirect") : t("audience.timeline.sessionFrom", { source: title })
    case "order":
      return t("audience.timeline.orderNumber", { number: title })
    case "cart":
      return t("audience.timeline.cartOf", { total: inMoney(title, formats) })
    default:
      return t(`audience.events.${title}`, { defaultValue: title })
  }
}

/** What else there is to say about an entry: the page, the product, the time on a page, an order's total. */
export function timelineDetail({ kind, title, detail }: TimelineEntry, formats: Formats): string | null {
  if (detail && kind === "order") return inMoney(detail, formats)
  if (detail && kind === "event" && title === "page_engaged") return withDuration(detail, formats)
  return detail
}

/** "/lamps, 42 s" with the time as people of the admin's language write it. */
const withDuration = (text: string, formats: Formats): string =>
  text.replace(/(?<=, )(\d+) s$/, (_whole, seconds: string) => formats.duration(Number(seconds)))

/** "265 EUR" as people of the admin's language write it. */
function inMoney(text: string, formats: Formats): string {
  const [, amount, currency] = /^(-?\d+(?:\.\d+)?) ([A-Z]{3})$/.exec(text) ?? []
  return amount && currency ? formats.money(Number(amount), currency) : text
}
