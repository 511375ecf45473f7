import type { StageContext } from "../stage"
import { auditLog, record } from "./audit"
import { personalData } from "./data"
import { erasePerson } from "./erase"
import { applyRetention } from "./retention"
import type { Privacy, PrivacyPorts, PrivacyStages } from "./types"

export type { AuditInput, Person, Privacy } from "./types"

export function createPrivacy(context: StageContext, stages: PrivacyStages, ports: PrivacyPorts): Privacy {
  const { database, clock } = context
  return {
    dataOf: (person, actor) => personalData(context, stages, person, actor),
    erase: (person, actor) => erasePerson(context, stages, ports, person, actor),
    async record(input) {
      await record(database, input, clock.now())
    },
    auditLog: (query) => auditLog(database, query),
    applyRetention: () => applyRetention(context, stages, ports),
  }
}
