import Medusa from "@medusajs/js-sdk"
import { getI18n } from "react-i18next"

// Replaced by text when the host builds its admin, so each shop's own address and log-in method are used.
declare const __BACKEND_URL__: string | undefined
declare const __AUTH_TYPE__: "session" | "jwt" | undefined
declare const __JWT_TOKEN_STORAGE_KEY__: string | undefined

const sdk = new Medusa({
  baseUrl: __BACKEND_URL__ ?? "/",
  auth: { type: __AUTH_TYPE__ ?? "session", jwtTokenStorageKey: __JWT_TOKEN_STORAGE_KEY__ || undefined },
})

/** Where the shop's backend answers, without a slash at the end. */
export const backendUrl: string = new URL(__BACKEND_URL__ || "/", window.location.origin).href.replace(/\/$/, "")

type Query = Record<string, string | number | boolean | undefined>

const url = (path: string): string => `/admin/audience${path}`

/** The server names fields and tells rules in the language of the admin, which is not always the browser's. */
const inLanguage = (): Record<string, string> => {
  // Not set before the admin has started.
  const i18n = getI18n() as ReturnType<typeof getI18n> | undefined
  return i18n?.language ? { "accept-language": i18n.language } : {}
}

/** Requests to the plugin's admin API, with the admin's own log-in. Paths start after `/admin/audience`. */
export const api = {
  get: <Answer>(path: string, query?: Query, signal?: AbortSignal): Promise<Answer> =>
    sdk.client.fetch<Answer>(url(path), { query, signal, headers: inLanguage() }),
  post: <Answer>(path: string, body: object = {}, signal?: AbortSignal): Promise<Answer> =>
    sdk.client.fetch<Answer>(url(path), { method: "POST", body, signal, headers: inLanguage() }),
  delete: <Answer>(path: string): Promise<Answer> => sdk.client.fetch<Answer>(url(path), { method: "DELETE", headers: inLanguage() }),
  /** Sends a file as it is. */
  upload: <Answer>(path: string, query: Query, file: File): Promise<Answer> =>
    sdk.client.fetch<Answer>(url(path), { method: "POST", query, body: file, headers: { ...inLanguage(), "content-type": "text/csv" } }),
  /** An answer of several lines, each as soon as it has come. */
  lines: async function* <Line>(path: string, query: Query, signal?: AbortSignal): AsyncGenerator<Line> {
    const headers = { ...inLanguage(), accept: "application/x-ndjson" }
    const { body } = await sdk.client.fetch<Response>(url(path), { query, signal, headers })
    if (!body) return
    const reader = body.pipeThrough(new TextDecoderStream()).getReader()
    let rest = ""
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      const texts = (rest + read.value).split("\n")
      rest = texts.pop() ?? ""
      for (const text of texts) yield JSON.parse(text) as Line
    }
  },
  /** A file: the answer itself, whose body can be read piece by piece. */
  file: (path: string, query: Query, signal?: AbortSignal): Promise<Response> =>
    sdk.client.fetch<Response>(url(path), { query, signal, headers: { ...inLanguage(), accept: "text/csv" } }),
}

/** What the server said was wrong, or what the browser says when it could not be reached. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** The HTTP status of a refused request; undefined when no answer came. */
export function errorStatus(error: unknown): number | undefined {
  return error instanceof Error && "status" in error && typeof error.status === "number" ? error.status : undefined
}
