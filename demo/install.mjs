import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { runProgram } from "./shop/processes.mjs"

/**
 * Whether node_modules holds what package-lock.json asks for.
 *
 * npm leaves its own account of what it installed in node_modules/.package-lock.json;
 * optional packages of other platforms are missing from it by right.
 */
export function isInstalled(root) {
  const account = join(root, "node_modules/.package-lock.json")
  if (!existsSync(account)) return false
  const installed = JSON.parse(readFileSync(account, "utf8")).packages
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "" || entry.link) return true
    const found = installed[path]
    return found ? found.version === entry.version : Boolean(entry.optional || entry.devOptional || entry.peer)
  })
}

/** Installs the packages of the lock file. */
export async function install(root) {
  // Under `npm run` npm says where it is; on Windows it cannot be started by its bare name.
  const npm = process.env.npm_execpath
  await runProgram({
    name: "npm ci",
    ...(npm ? { args: [npm, "ci", "--no-audit", "--no-fund"] } : { command: "npm", args: ["ci", "--no-audit", "--no-fund"] }),
    cwd: root,
  })
}
