import sql from "sql-template-tag"
import { notAllowed } from "../errors"
import type { StageContext } from "../stage"
import {
  attributesOf,
  changeAttribute,
  checkedValue,
  defineAttribute,
  deleteAttribute,
  listAttributes,
  restoreValues,
  setAttributes,
  valuesOf,
  writeValues,
} from "./attributes"
import { customersOf } from "./customers"
import { identifyCustomer } from "./identify-customer"
import { MERGE_CAP } from "./guards"
import { moveProfile } from "./merge"
import { mergeIdOf, mergesOf } from "./merges-of"
import { holdingMerges, holdMerges, lockMerges } from "./merge-lock"
import { internalDomains, internalOf, refreshInternal, saveInternalDomains, setInternal } from "./internal"
import { ownersOf } from "./owner"
import { erasedAmong } from "./erased"
import { findProfile } from "./find-profile"
import { findVisitors } from "./find-visitors"
import { findProfiles } from "./find-profiles"
import { profileIdOf } from "./profile-id-of"
import { keepConsents, resolveVisitors } from "./resolve-visitors"
import { createTaskRunner } from "./run-tasks"
import { survivorsOf } from "./survivors"
import { saveCustomer } from "./save-customer"
import { saveNewCustomers } from "./save-new-customers"
import { countVisitors } from "./tie"
import { tieCart } from "./tie-cart"
import type { Identity, IdentityPorts } from "./types"
import { unmergeProfiles } from "./unmerge"
import { createVisitorOf } from "./visitor-of"
import { writeBatch } from "./write-batch"

export {
  NOBODY,
  type ArrivingVisitor,
  type Attribute,
  type AttributeChange,
  type AttributeDefinition,
  type AttributeResult,
  type AttributeSource,
  type CartTie,
  type CheckedValue,
  type CustomerRecord,
  type Identity,
  type IdentityPorts,
  type Owner,
  type ProfileKey,
  type ProfileName,
  type StoredValue,
} from "./types"
export { createCustomerAttributes } from "./customer-attributes"
export { rememberErased, type ErasedKind, type MaybeErased } from "./erased"
export { readHidden, VISIBLE } from "./hidden"
export { refreshInternal } from "./internal"
export { holdMerges, lockMerges } from "./merge-lock"
export { publicProfileId } from "./ids"
export { survivorsOf } from "./survivors"

export function createIdentity(context: StageContext, ports: IdentityPorts): Identity {
  const { database, clock, options } = context
  const zone = options.timeZone
  return {
    holdingMerges: (work) => holdingMerges(database, work),
    resolveVisitors: (tx, visitors) => resolveVisitors(ports, tx, visitors),
    writeBatch: (claim, visitors, work) => writeBatch(context, ports, claim, visitors, work),
    keepConsents: (visitors) =>
      holdingMerges(database, async (tx) => {
        const arriving = visitors.map((visitor) => ({ ...visitor, firstAt: clock.now() }))
        const changed = await keepConsents(tx, arriving, await findVisitors(tx, arriving))
        if (changed.length > 0) await ports.consentChanged(tx, changed)
      }),
    erasedAmong,
    ownersOf,
    identifyCustomer: (input) => identifyCustomer(context, ports, input),
    saveCustomer: (customer) => saveCustomer(context, ports, customer),
    saveNewCustomers: (customers) => saveNewCustomers(context, ports, customers),
    tieCart: (tie) => tieCart(context, ports, tie),
    runTasks: createTaskRunner(context, ports),
    merge: (winnerId, loserId, reason) =>
      database.transaction(async (tx) => {
        await lockMerges(tx)
        const customers = [...(await customersOf(tx, winnerId)), ...(await customersOf(tx, loserId))]
        if (customers.filter((one) => one.has_account && !one.deleted).length > 1) {
          throw notAllowed("merge: both profiles have an account; two accounts are two people")
        }
        if ((await countVisitors(tx, [winnerId, loserId])) > MERGE_CAP) {
          throw notAllowed(`merge: the profile would have more than ${MERGE_CAP} visitors`)
        }
        await moveProfile(tx, winnerId, loserId, reason, clock.now())
        await ports.profilesChanged(tx, [winnerId, loserId])
      }),
    mergesOf: (profileId) => mergesOf(database, profileId),
    mergeIdOf,
    unmerge: (mergeId) =>
      database.transaction(async (tx) => {
        await lockMerges(tx)
        await ports.profilesChanged(tx, await unmergeProfiles(tx, mergeId, clock.now()))
      }),
    setAttributes: (given, values, source) =>
      database.transaction(async (tx) => {
        await holdMerges(tx)
        const profileId = (await survivorsOf(tx, [given])).get(given)
        if (profileId === undefined)
          return Object.keys(values).map((key) => ({ key, stored: false, reason: "there is no such profile any more" }))
        const results = await setAttributes(tx, { profileId, values, source, now: clock.now(), zone })
        if (results.some(({ stored }) => stored)) await ports.profilesChanged(tx, [profileId])
        return results
      }),
    checkValue: (attribute, given) => checkedValue(attribute, given, clock.now(), zone),
    async writeValues(tx, values, source) {
      await holdMerges(tx)
      const writtenAt = clock.now()
      const before = await writeValues(tx, values, source, writtenAt)
      await ports.profilesChanged(tx, [...new Set(values.map(({ profileId }) => profileId))])
      return before.map((value) => ({ ...value, writtenAt }))
    },
    async restoreValues(tx, written, source) {
      await holdMerges(tx)
      await ports.profilesChanged(tx, await restoreValues(tx, written, source))
    },
    attributesOf: (db, profileIds) => attributesOf(db, profileIds, clock.now(), zone),
    profileIdOf: (publicId) => profileIdOf(database, publicId),
    findProfile: (name, db = database) => findProfile(db, name),
    findProfiles,
    visitorOf: createVisitorOf(database),
    internalOf: (profileId) => internalOf(database, profileId),
    setInternal: (given, internal) =>
      database.transaction(async (tx) => {
        await holdMerges(tx)
        const profileId = (await survivorsOf(tx, [given])).get(given)
        if (profileId === undefined) return
        await setInternal(tx, profileId, internal)
        await ports.profilesChanged(tx, [profileId])
      }),
    internalDomains: () => internalDomains(database),
    setInternalDomains: (domains) =>
      database.transaction(async (tx) => {
        await holdMerges(tx)
        await saveInternalDomains(tx, domains, clock.now())
        const changed = await refreshInternal(tx, "all")
        if (changed.length > 0) await ports.profilesChanged(tx, changed)
      }),
    attributes: (db = database) => listAttributes(db),
    defineAttribute: (definition) => defineAttribute(database, definition, clock.now()),
    changeAttribute: (key, change) => database.transaction((tx) => changeAttribute(tx, key, change)),
    deleteAttribute: (key) => database.transaction((tx) => deleteAttribute(tx, ports, key)),
    async countValues(attributeId) {
      const [row] = await database.rows<{ count: number }>(
        sql`select count(*) as count from audience.attribute_value where attribute_id = ${attributeId}`
      )
      return row?.count ?? 0
    },
    valuesOf: (profileId) => valuesOf(database, profileId, clock.now(), zone),
  }
}
