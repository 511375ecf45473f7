import { Module } from "@medusajs/framework/utils"
import { migrationScripts } from "./migration-scripts"
import AudienceModuleService from "./service"

export const AUDIENCE_MODULE = "audience"

export default Object.assign(Module(AUDIENCE_MODULE, { service: AudienceModuleService }), migrationScripts)

export type { AudienceModuleService }
export type { Audience } from "./audience"
export { addDays, dayOf, dayStart } from "./lib/clock"
export type { CollectOutcome } from "./collection"
export type { CartRecord, LabelKind, LabelRecord, OrderRecord, ProductRecord } from "./facts"
export type { CustomerRecord, ProfileName } from "./identity"
export { withoutValues } from "./segments"
export type { Segment, Telling } from "./segments"
