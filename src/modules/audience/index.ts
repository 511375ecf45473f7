import { Module, ModulesSdkUtils } from "@medusajs/framework/utils"
import path from "node:path"
import AudienceModuleService from "./service"

export const AUDIENCE_MODULE = "audience"

// From here three folders up in the source tree and, because the compiler keeps the
// layout, in the published package alike.
const migrationScripts = { moduleName: AUDIENCE_MODULE, pathToMigrations: path.resolve(__dirname, "../../../migrations"), models: [] }

export default Object.assign(Module(AUDIENCE_MODULE, { service: AudienceModuleService }), {
  runMigrations: ModulesSdkUtils.buildMigrationScript(migrationScripts),
  revertMigration: ModulesSdkUtils.buildRevertMigrationScript(migrationScripts),
})

export type { AudienceModuleService }
export type { Audience } from "./audience"
