import { parseArgs } from "node:util"

export const USAGE = `npm run demo -- [options]

  --port <n>              port of the backend and its admin (9000)
  --storefront-port <n>   port of the storefront (8000)
  --empty                 the same shop without history, in a database of its own
  --reset                 throw away what earlier runs left under .demo/
  --abandoned-after <m>   minutes until an untouched cart counts as abandoned (0.1; a shop's default is 60)
  --help                  this text`

/** The demo's options from its command line. @throws Error that names the wrong one. */
export function parseOptions(args) {
  let values
  try {
    values = parseArgs({
      args,
      allowPositionals: false,
      options: {
        port: { type: "string", default: "9000" },
        "storefront-port": { type: "string", default: "8000" },
        "abandoned-after": { type: "string", default: "0.1" },
        empty: { type: "boolean", default: false },
        reset: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    }).values
  } catch (error) {
    throw new Error(`${error.message}\n\n${USAGE}`, { cause: error })
  }
  const abandonedAfter = Number(values["abandoned-after"])
  if (!(abandonedAfter > 0)) throw new Error(`--abandoned-after: "${values["abandoned-after"]}" is not a number of minutes above 0`)
  return {
    port: portOf("--port", values.port),
    storefrontPort: portOf("--storefront-port", values["storefront-port"]),
    abandonedAfter,
    empty: values.empty,
    reset: values.reset,
    help: values.help,
  }
}

function portOf(name, text) {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new Error(`${name}: "${text}" is not a port; use a number from 1 to 65535`)
  return port
}
