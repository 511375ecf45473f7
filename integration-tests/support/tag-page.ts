import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import type { CollectBody, WireEvent } from "../../src/contract"

/** One request to `POST /audience/collect`, as the destination received it. */
export interface Received {
  body: CollectBody
}

export interface TagSite {
  url: string
  received: Received[]
  /** Every event received, in the order of arrival. */
  events(): WireEvent[]
  named(name: string): WireEvent[]
  /** Answers that the destination gives, `after` so many milliseconds, before it goes back to 202 at once. */
  answers: { status: number; headers?: Record<string, string>; after?: number }[]
  close(): Promise<void>
}

const PAGE = (scriptAttributes: string, head: string, body: string) => `<!doctype html>
<title>First</title>
<script>window.audience = window.audience || function () { (audience.q = audience.q || []).push(arguments) }</script>
${head}
<script async src="/audience/tag.js" data-key="pk_test_12345678" ${scriptAttributes}></script>
<body style="min-height: 3000px">${body}`

/**
 * A small site with the tag on every page, and the destination that its events go to.
 *
 * `data` and `head` of the address's query become the script's attributes and a script in
 * the head; every path is a page.
 *
 * @param script the tag as a shop's page gets it
 */
export async function startTagSite(script: string, body: string): Promise<TagSite> {
  const received: Received[] = []
  const answers: TagSite["answers"] = []
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? "/", "http://site")
    if (url.pathname === "/audience/collect") {
      const text = await readAll(request)
      received.push({ body: JSON.parse(text) as CollectBody })
      const { status, headers = {}, after = 0 } = answers.shift() ?? { status: 202 }
      if (after > 0) await new Promise((done) => setTimeout(done, after))
      response.writeHead(status, { "content-type": "application/json", ...headers }).end('{"accepted":0,"duplicates":0,"rejected":[]}')
    } else if (url.pathname === "/audience/tag.js") response.writeHead(200, { "content-type": "text/javascript" }).end(script)
    else if (url.pathname === "/audience/me") send(response, { segments: [{ id: "aseg_1", handle: "gold" }] })
    else if (url.pathname === "/audience/experiences/hero")
      send(response, { experience: { id: "exp_1", variant: "b", content: { text: "Hi" } } })
    else if (url.pathname.startsWith("/audience/")) send(response, { experience: null })
    else {
      const page = PAGE(url.searchParams.get("data") ?? "", url.searchParams.get("head") ?? "", body)
      response.writeHead(200, { "content-type": "text/html" }).end(page)
    }
  }
  const server = createServer((request, response) => void handle(request, response))
  await new Promise<void>((done) => server.listen(0, "localhost", done))
  const events = (): WireEvent[] => received.flatMap(({ body: { events } }) => events)
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    received,
    answers,
    events,
    named: (name) => events().filter((event) => event.name === name),
    close: () => end(server),
  }
}

function send(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { "content-type": "application/json", "access-control-allow-origin": "*" }).end(JSON.stringify(body))
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString("utf8")
}

function end(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done())
    server.closeAllConnections()
  })
}
