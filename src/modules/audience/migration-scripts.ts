import { ModulesSdkUtils } from "@medusajs/framework/utils"
import path from "node:path"

type Script<Arguments> = (given: Arguments) => Promise<unknown>
type MigrationArguments = { options?: Record<string, unknown> } & Record<string, unknown>

// From here three folders up in the source tree and, because the compiler keeps the
// layout, in the published package alike.
const target = { moduleName: "audience", pathToMigrations: path.resolve(__dirname, "../../../migrations"), models: [] }

/** Runs `script` against the plugin's own database where the option `databaseUrl` names one, else against the shop's. */
function onOwnDatabase(script: Script<never>): Script<MigrationArguments> {
  return (given) => {
    const url = given.options?.databaseUrl
    if (typeof url !== "string") return script(given as never)
    return script({ ...given, options: { ...given.options, database: { clientUrl: url } } } as never)
  }
}

/** What `medusa db:migrate` and `db:rollback` call; without them Medusa would look for migrations inside the module's folder. */
export const migrationScripts = {
  runMigrations: onOwnDatabase(ModulesSdkUtils.buildMigrationScript(target)),
  revertMigration: onOwnDatabase(ModulesSdkUtils.buildRevertMigrationScript(target)),
}
