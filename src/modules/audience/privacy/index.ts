import type { Facts } from "../facts"
import type { Identity } from "../identity"
import type { Transaction } from "../lib/database"
import type { Membership } from "../membership"
import type { StageContext } from "../stage"
import { auditLog, record } from "./audit"
import { personalData } from "./data"
import { erasePerson } from "./erase"
import { applyRetention } from "./retention"
import type { Privacy } from "./types"

export type { AuditInput, Person, Privacy } from "./types"

/** The stages that privacy asks. */
export interface PrivacyStages {
  identity: Identity
  facts: Facts
  membership: Membership
}

/** What privacy hands back to the stages to its left; the composition root hands it in. */
export interface PrivacyPorts {
  /** Derives the states of these profiles anew and queues them for evaluation, in the caller's transaction. */
  profilesChanged(tx: Transaction, profileIds: number[]): Promise<void>
}

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
