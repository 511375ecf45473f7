import { build } from "esbuild"
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join, resolve } from "node:path"
import { gzipSync } from "node:zlib"

/**
 * Bundles the tag: into src/generated/tag.ts, which the route `GET /audience/tag.js` serves,
 * and with --package also into .medusa/server/tag, which npm users import.
 *
 * Fails when the script is larger than what PRODUCT.md promises.
 */
const LIMIT = 3000
const root = resolve(import.meta.dirname, "..")
const sources = join(root, "src/tag")
const browser = { bundle: true, platform: "browser", target: "es2019", tsconfigRaw: "{}", logLevel: "warning", legalComments: "none" }

/** Methods that only the tag's own files call on each other. Names on the wire and of the public API must not be here. */
const INTERNAL = /^(names|schedule|finish|keep|read|write|remove|record|currentVisitor)$/

async function bundleScript() {
  const { outputFiles } = await build({
    ...browser,
    entryPoints: [join(sources, "script.ts")],
    format: "iife",
    minify: true,
    mangleProps: INTERNAL,
    write: false,
  })
  return outputFiles[0].text.trim()
}

/** Leaves a file that is already right as it is, so that nothing watching it starts again. */
function writeIfChanged(file, text) {
  if (existsSync(file) && readFileSync(file, "utf8") === text) return
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

/** What `medusa-plugin-user-segments/tag` and `/tag/react` are for bundlers, for Node and for TypeScript. */
async function bundlePackage() {
  const outdir = join(root, ".medusa/server/tag")
  const entryPoints = [join(sources, "index.ts"), join(sources, "react.tsx")]
  const formats = [
    { format: "esm", extension: ".mjs", types: ".d.mts" },
    { format: "cjs", extension: ".js", types: ".d.ts" },
  ]
  for (const { format, extension, types } of formats) {
    await build({
      ...browser,
      entryPoints,
      outdir,
      format,
      outExtension: { ".js": extension },
      jsx: "automatic",
      external: ["react", "react/jsx-runtime"],
      // Both entries must know the same running tags: a copy in each would count a page twice.
      plugins: [
        {
          name: "one-tag",
          setup: (bundle) => bundle.onResolve({ filter: /^\.\/index$/ }, () => ({ path: `./index${extension}`, external: true })),
        },
      ],
    })
    // The compiler of the plugin has put the declarations next to its own output.
    for (const name of ["index", "react"]) writeIfChanged(join(outdir, name + types), `export * from "../src/tag/${name}.js"\n`)
  }
}

const script = await bundleScript()
const size = gzipSync(script, { level: 9 }).length
if (size > LIMIT) {
  console.error(`The tag has ${size} bytes after gzip; the limit is ${LIMIT}.`)
  process.exit(1)
}
writeIfChanged(
  join(root, "src/generated/tag.ts"),
  `// Made by scripts/build-tag.mjs from src/tag.\nexport const TAG_SCRIPT = ${JSON.stringify(script)}\n`
)
// The bare script, for size-limit and for looking at it.
writeIfChanged(join(root, "dist/tag.min.js"), script)
console.log(`tag: ${script.length} bytes, ${size} after gzip`)
if (process.argv.includes("--package")) await bundlePackage()
