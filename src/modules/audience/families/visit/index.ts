import { defineFamily } from "../define"
import { amounts } from "./amounts"
import { averageSessionTime } from "./average-session-time"
import { place } from "./latest"
import { firstSeen, lastSeen } from "./seen"
import { sessions } from "./sessions"
import { touches } from "./touches"
import { type } from "./type"
import * as texts from "./texts"

/** How somebody visits: sessions, time, device, place, traffic source. */
export const visit = defineFamily({
  id: "visit",
  label: texts.family,
  fields: [type, sessions, ...amounts, averageSessionTime, firstSeen, lastSeen, ...place, ...touches],
})
