import { defineFamily } from "../define"
import { amounts } from "./amounts"
import { averageSessionTime } from "./average-session-time"
import { place } from "./latest"
import { firstSeen, lastSeen } from "./seen"
import { sessions } from "./sessions"
import { touches } from "./touches"
import { type } from "./type"

/** How somebody visits: sessions, time, device, place, traffic source. */
export const visit = defineFamily({
  id: "visit",
  label: { en: "Visits" },
  fields: [type, sessions, ...amounts, averageSessionTime, firstSeen, lastSeen, ...place, ...touches],
})
