import { randomUUID } from "node:crypto"
import type { SeededShop } from "../../demo/shop/seed"
import type { CollectAnswer, CollectBody, WireEvent } from "../../src/contract"
import { openDatabase, type Database } from "../../src/modules/audience/lib/database"

/** What the global set-up left in the environment. */
interface RunningShop extends SeededShop {
  backendUrl: string
  storefrontUrl: string
  databaseUrl: string
  /** Medusa's output, for when a suite fails. */
  logFile: string
  adminToken: string
  hasAdmin: boolean
  options: { cartAbandonedAfterMinutes: number; timeZone: string; currency: string; metricsToken: string }
}

export interface Answer<Body> {
  status: number
  headers: Headers
  /** The parsed JSON body; the text where the answer is not JSON. */
  body: Body
}

type Request = Omit<RequestInit, "body"> & { body?: unknown; token?: string }

/** The running shop and ways to talk to it. Suites share it: give visitors, customers and segments names of your own. */
export interface Shop extends RunningShop {
  /** The shop's database, through the plugin's own access. Closed by {@link closeShop}. */
  database: Database
  /** A request as the signed-in admin; `body` is sent as JSON. */
  admin<Body = Record<string, unknown>>(path: string, request?: Request): Promise<Answer<Body>>
  /** A request of the storefront, with its publishable key; `token` is a customer's. */
  store<Body = Record<string, unknown>>(path: string, request?: Request): Promise<Answer<Body>>
  /** A request without any credentials. */
  http<Body = Record<string, unknown>>(path: string, request?: Request): Promise<Answer<Body>>
  /** Posts events as the tag does, with the shop's key and a current `sent_at` unless given. */
  collect(body: Partial<CollectBody> & { visitor: string }, headers?: Record<string, string>): Promise<Answer<CollectAnswer>>
}

const BROWSER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"

let current: Shop | null = null

/** The shop that all suites of this run share. */
export function shop(): Shop {
  return (current ??= connect())
}

/** Closes this suite's own connection to the shop's database; call it in `afterAll` when `database` was used. */
export async function closeShop(): Promise<void> {
  const closing = current
  current = null
  await closing?.database.close()
}

function connect(): Shop {
  const given = process.env.TEST_SHOP
  if (!given) throw new Error("The test shop is not running: run this file through jest's http or browser project.")
  const running = JSON.parse(given) as RunningShop

  async function http<Body>(path: string, { body, token, headers, ...init }: Request = {}): Promise<Answer<Body>> {
    const response = await fetch(new URL(path, running.backendUrl), {
      method: body === undefined ? "GET" : "POST",
      ...init,
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...Object.fromEntries(new Headers(headers)),
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = response.headers.get("content-type")?.includes("application/json") ?? false
    return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as Body }
  }

  return {
    ...running,
    database: openDatabase({ connectionString: running.databaseUrl, max: 3 }, () => undefined),
    http,
    admin: (path, request) => http(path, { token: running.adminToken, ...request }),
    store: (path, request = {}) =>
      http(path, {
        ...request,
        headers: { "x-publishable-api-key": running.publishableKey, ...Object.fromEntries(new Headers(request.headers)) },
      }),
    collect: (body, headers) =>
      http("/audience/collect", {
        body: JSON.stringify({ key: running.publishableKey, sent_at: new Date().toISOString(), events: [], ...body }),
        headers: { "content-type": "text/plain", "user-agent": BROWSER, ...headers },
      }),
  }
}

/** One event as the tag would send it now: an own id and, unless given, a session of its own. */
export function anEvent(name: string, given: Partial<WireEvent> = {}): WireEvent {
  return { id: randomUUID(), name, at: new Date().toISOString(), session: randomUUID(), ...given }
}

const POLL_MS = 100
const PATIENCE_MS = 15_000

/**
 * Waits until `check` answers something other than false, null or undefined, and returns that.
 *
 * No time limit of its own: jest's stands. So that a test that runs into it can be
 * understood, what it waits for goes to the error output after a while.
 */
export async function until<Result>(
  check: () => Promise<Result> | Result,
  { what }: { what: string }
): Promise<Exclude<Result, false | null | undefined>> {
  const started = Date.now()
  let told = false
  for (;;) {
    let reason = "not yet"
    try {
      const result = await check()
      if (result !== false && result !== null && result !== undefined) return result as Exclude<Result, false | null | undefined>
    } catch (error) {
      reason = (error as Error).message
    }
    if (!told && Date.now() - started > PATIENCE_MS) {
      told = true
      process.stderr.write(`still waiting for: ${what} (${reason})\n`)
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}
