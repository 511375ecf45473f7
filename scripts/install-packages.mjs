// Runs before `npm test`, so that it works on a fresh clone as `npm run demo` does. Only Node's own modules may be imported.
import { resolve } from "node:path"
import { install, isInstalled } from "../demo/install.mjs"

const root = resolve(import.meta.dirname, "..")

if (!isInstalled(root)) {
  console.log("Installing packages, which takes about a minute …")
  await install(root)
}
