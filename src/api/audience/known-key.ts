import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"

/** How long an answer stands: a key that is revoked, or made, takes effect after at most this long. */
const KNOWN_MS = 5_000
const UNKNOWN_MS = 2_000
/** How long a request waits where the key was looked up before: Medusa waits a minute for a database that is away. */
const LONGEST_WAIT_MS = 1_000
/** Unknown keys are anybody's invention: forgotten all at once before they fill the memory. */
const MOST_KEYS = 1_000

interface Answer {
  known: Promise<boolean>
  /** In milliseconds of the process: the shop's clock may go back. */
  until: number
}

const answers = new Map<string, Answer>()

/**
 * Whether a publishable key exists and is not revoked.
 *
 * Requests of storefronts carry it by the thousand, so that the database is asked once
 * for all that arrive within seconds. Where it does not answer, what it said before stands:
 * events are refused for now by the batch that cannot be written. A failed look-up is not remembered.
 */
export function isKnownKey(scope: MedusaContainer, key: string): Promise<boolean> {
  const now = performance.now()
  const remembered = answers.get(key)
  if (remembered && remembered.until > now) return remembered.known
  if (answers.size >= MOST_KEYS) answers.clear()
  const asked = lookUp(scope, key)
  const answer: Answer = { known: remembered ? soonOr(remembered.known, asked) : asked, until: now + KNOWN_MS }
  answers.set(key, answer)
  // An answer that comes late is one for whoever asks next: a slow database does not keep a revoked key alive.
  asked.then(
    () => (answer.known = asked),
    () => undefined
  )
  answer.known.then(
    (known) => {
      if (!known) answer.until = now + UNKNOWN_MS
    },
    () => answers.delete(key)
  )
  return answer.known
}

/** What the look-up answers, or what the one before it did when it fails or takes too long. */
async function soonOr(before: Promise<boolean>, lookUp: Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(before), LONGEST_WAIT_MS)
  })
  try {
    return await Promise.race([lookUp.catch(() => before), late])
  } finally {
    clearTimeout(timer)
  }
}

async function lookUp(scope: MedusaContainer, token: string): Promise<boolean> {
  if (!/^pk_\w{1,200}$/.test(token)) return false
  const [key] = await scope.resolve(Modules.API_KEY).listApiKeys({ token, type: "publishable" }, { take: 1 })
  return key !== undefined && !(key.revoked_at && new Date(key.revoked_at) <= new Date())
}
