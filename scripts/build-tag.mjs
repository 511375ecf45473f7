import { build, transform } from "esbuild"
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

async function bundlePackage() {
  const outdir = join(root, ".medusa/server/tag")
  const entries = { index: join(sources, "index.ts"), react: join(sources, "react.tsx") }
  for (const [format, extension] of [
    ["esm", ".mjs"],
    ["cjs", ".js"],
  ]) {
    await build({
      ...browser,
      entryPoints: entries,
      outdir,
      format,
      outExtension: { ".js": extension },
      jsx: "automatic",
      external: ["react", "react/jsx-runtime"],
      // Both entries must hold the same running tags: /tag/react asks /tag.
      plugins: [
        {
          name: "one-tag",
          setup: (hooks) => hooks.onResolve({ filter: /^\.\/index$/ }, () => ({ path: `./index${extension}`, external: true })),
        },
      ],
    })
  }
  const types = await build({ ...browser, entryPoints: [], write: false })
  return { outdir, types }
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
console.log(`tag: ${script.length} bytes, ${size} after gzip`)
if (process.argv.includes("--package")) await bundlePackage()
void transform
