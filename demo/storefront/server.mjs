import { createReadStream, readFileSync } from "node:fs"
import { stat } from "node:fs/promises"
import { createServer } from "node:http"
import { extname, join, normalize, sep } from "node:path"

const FILES = join(import.meta.dirname, "site")
const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
}

/**
 * Serves the demo storefront, a static single-page shop.
 *
 * Every path without a file is a page of the shop and gets index.html, with the shop's
 * address and publishable key filled in: the files themselves hold no configuration.
 *
 * @param {{ port: number, backendUrl: string, publishableKey: string }} options `port` 0 takes a free one.
 * @returns {Promise<{ url: string, close: () => Promise<void> }>} resolves when it listens
 */
export async function startStorefront({ port, backendUrl, publishableKey }) {
  const values = { backendUrl, publishableKey }
  const server = createServer((request, response) => {
    answer(request, response, values).catch((error) => {
      console.error(error)
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  })
  await new Promise((done, fail) => {
    server.once("error", fail)
    server.listen(port, "localhost", done)
  })
  return {
    url: `http://localhost:${server.address().port}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

async function answer(request, response, values) {
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(405, { allow: "GET, HEAD" }).end()
    return
  }
  const file = await fileOf(request.url ?? "/")
  if (file === "malformed") {
    response.writeHead(400).end()
  } else if (file === null) {
    sendPage(request, response, values)
  } else {
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream", "cache-control": "no-cache" })
    if (request.method === "HEAD") response.end()
    else createReadStream(file).pipe(response)
  }
}

function sendPage(request, response, values) {
  const page = readFileSync(join(FILES, "index.html"), "utf8").replace(/\{\{(\w+)\}\}/g, (_, name) => escapeAttribute(values[name] ?? ""))
  response.writeHead(200, { "content-type": TYPES[".html"], "cache-control": "no-cache" })
  response.end(request.method === "HEAD" ? undefined : page)
}

/** The file behind an address, null for a page of the shop. Nothing outside the site folder is reachable. */
async function fileOf(url) {
  let path
  try {
    path = decodeURIComponent(new URL(url, "http://storefront").pathname)
  } catch {
    return "malformed"
  }
  if (extname(path) === "" || path === "/index.html") return null
  const file = normalize(join(FILES, path))
  if (!file.startsWith(FILES + sep)) return null
  const found = await stat(file).catch(() => null)
  return found?.isFile() ? file : null
}

const escapeAttribute = (text) => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
