import { defineFamily } from "../define"
import { events } from "./events"
import { experienceViews } from "./experience-views"
import { pageEvents } from "./page-events"
import { productEvents } from "./product-events"
import { searches } from "./searches"
import { sequence } from "./sequence"
import * as texts from "./texts"

/** What somebody does: pages, clicks, products, searches, any event. */
export const behavior = defineFamily({
  id: "behavior",
  label: texts.family,
  fields: [...pageEvents, events, ...productEvents, searches, sequence, experienceViews],
})
