import { createHash } from "node:crypto"
import { brotliCompressSync, gzipSync } from "node:zlib"
import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { TAG_SCRIPT } from "../../../generated/tag"
import { AUDIENCE_MODULE, type AudienceModuleService } from "../../../modules/audience"

interface ServedTag {
  etag: string
  plain: Buffer
  /** The better one first. */
  compressed: { encoding: "br" | "gzip"; body: Buffer }[]
}

let served: ServedTag | undefined

/** The tag's script for any page: the same for everybody, so that every cache on the way may keep it. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  served ??= compress(req.scope.resolve<AudienceModuleService>(AUDIENCE_MODULE).options)
  res.set({
    "content-type": "text/javascript; charset=utf-8",
    "cache-control": "public, max-age=3600",
    etag: served.etag,
    vary: "accept-encoding",
    "access-control-allow-origin": "*",
    // A shop with a strict embedder policy loads nothing of other origins without it.
    "cross-origin-resource-policy": "cross-origin",
    "x-content-type-options": "nosniff",
  })
  if (req.fresh) {
    res.status(304).end()
    return
  }
  const accepted = req.acceptsEncodings()
  const form = served.compressed.find(({ encoding }) => accepted.includes(encoding))
  if (form) res.set("content-encoding", form.encoding)
  const body = form?.body ?? served.plain
  res.set("content-length", String(body.length))
  res.status(200).end(body)
}

/**
 * The script in every form a browser may ask for, made once: it changes with the process only.
 *
 * In front of it stand the plugin's options where they are not what the script does anyway.
 */
function compress({ consent, sessionTimeoutMinutes }: AudienceModuleService["options"]): ServedTag {
  const defaults = {
    ...(consent === "opt_out" ? {} : { consent }),
    ...(sessionTimeoutMinutes === 30 ? {} : { sessionMinutes: sessionTimeoutMinutes }),
  }
  const options = Object.keys(defaults).length > 0 ? `window.audienceDefaults=${JSON.stringify(defaults)};` : ""
  const script = Buffer.from(options + TAG_SCRIPT)
  return {
    // Weak: the compressed forms are not the same bytes.
    etag: `W/"${createHash("sha256").update(script).digest("base64url").slice(0, 22)}"`,
    plain: script,
    compressed: [
      { encoding: "br", body: brotliCompressSync(script) },
      { encoding: "gzip", body: gzipSync(script, { level: 9 }) },
    ],
  }
}
