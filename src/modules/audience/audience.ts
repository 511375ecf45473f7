import { invalidData } from "./errors"
import { createAccess, type Access } from "./access"
import { createCollection, type Collection } from "./collection"
import { createExports, type Exports } from "./export"
import { createFacts, type Facts } from "./facts"
import { createCustomerAttributes, createIdentity, refreshInternal, type Identity } from "./identity"
import { createImports, type Imports } from "./imports"
import { createMembership, type Membership } from "./membership"
import { createPrivacy, type Privacy } from "./privacy"
import { createReports, type Reports } from "./reports"
import { createRollups, type Rollups } from "./rollups"
import { createSegments, type Segments } from "./segments"
import type { StageContext } from "./stage"
import type { Transaction } from "./lib/database"

/** The stages, wired. */
export interface Audience extends StageContext {
  access: Access
  collection: Collection
  identity: Identity
  facts: Facts
  rollups: Rollups
  segments: Segments
  membership: Membership
  imports: Imports
  reports: Reports
  exports: Exports
  privacy: Privacy
}

/**
 * Wires the stages together: the one place that knows all of them.
 *
 * A stage imports only stages to its left. Where it must hand something to its
 * right (collection asks identity for visitors, identity and facts report changed
 * profiles to the rollups), it gets that as a port from here.
 */
export function createAudience(context: StageContext): Audience {
  const rollups = createRollups(context)
  const customerAttributes = createCustomerAttributes(context)
  const profilesChanged = async (tx: Transaction, profileIds: number[]): Promise<void> => {
    await customerAttributes.follow(tx, profileIds)
    await refreshInternal(tx, profileIds)
    await rollups.refreshStates(tx, profileIds)
    await rollups.touch(tx, profileIds)
  }
  const segments = createSegments(context)
  const identity = createIdentity(context, {
    profilesChanged,
    consentChanged: (tx, profileIds) => rollups.touch(tx, profileIds),
    refuseUsedField: (tx, field) => segments.refuseUsedField(tx, field),
    followOption: () => customerAttributes.followOption((db, profileIds) => rollups.touch(db, profileIds)),
  })
  const collection = createCollection(context, {
    writeBatch: (claim, visitors, work) => identity.writeBatch(claim, visitors, work),
    keepConsents: (visitors) => identity.keepConsents(visitors),
  })
  const facts = createFacts(context, identity, {
    profilesChanged,
    productsRegrouped: (tx) => rollups.touchEverybody(tx, "products"),
  })
  const membership = createMembership(context, rollups, segments)
  const imports = createImports(context, identity, {
    checkSegment: async (db, segmentId) => {
      const { kind, name, archived_at: archivedAt } = await segments.get(segmentId, db)
      if (kind !== "static") throw invalidData(`mapping.segment_id: ${name} is not a static segment`)
      if (archivedAt) throw invalidData(`mapping.segment_id: ${name} is archived; take it back first`)
    },
    addMembers: async (tx, segmentId, add) => (await membership.decide(segmentId, { add }, undefined, tx)).added,
    removeMembers: async (tx, segmentId, remove) => void (await membership.decide(segmentId, { remove }, undefined, tx)),
  })
  const reports = createReports(context, identity, rollups, segments, membership)
  const exports = createExports(context, segments, membership)
  const access = createAccess(context)
  const privacy = createPrivacy(
    context,
    { identity, facts, membership },
    {
      profilesChanged,
      eventsDeleted: () => rollups.touchEverybody(context.database, "all"),
    }
  )
  return { ...context, access, collection, identity, facts, rollups, segments, membership, imports, reports, exports, privacy }
}
