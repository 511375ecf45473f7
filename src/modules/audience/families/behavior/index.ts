import { defineFamily } from "../define"
import { events } from "./events"
import { experienceViews } from "./experience-views"
import { pageEvents } from "./page-events"
import { productEvents } from "./product-events"
import { searches } from "./searches"
import { sequence } from "./sequence"

/** What somebody does: pages, clicks, products, searches, any event. */
export const behavior = defineFamily({
  id: "behavior",
  label: { en: "Behavior" },
  fields: [...pageEvents, events, ...productEvents, searches, sequence, experienceViews],
})
