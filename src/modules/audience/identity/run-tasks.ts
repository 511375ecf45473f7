import sql from "sql-template-tag"
import type { ResolvedVisitor } from "../collection"
import type { Transaction } from "../lib/database"
import { isOutage } from "../lib/outage"
import type { StageContext } from "../stage"
import { setAttributes } from "./attributes"
import { adoptCart } from "./adopt-cart"
import { lockMerges } from "./merge-lock"
import type { IdentityPorts } from "./types"

type Task = ResolvedVisitor & { id: number; at: Date } & (
    | { kind: "identified"; payload: { traits: Record<string, unknown> } }
    | { kind: "cart_linked"; payload: { cart_id: string } }
    | { kind: "logged_out"; payload: Record<string, never> }
  )

/** Tasks of one round: the fold behind it must not wait for a flood of them. */
const TASKS_PER_ROUND = 500
const SET_ASIDE_MS = 3_600_000

/**
 * Makes {@link Identity.runTasks}.
 *
 * A task that fails is set aside for an hour, or until the next start: the tasks behind it,
 * the fold and every segment wait for this to end.
 */
export function createTaskRunner(context: StageContext, ports: IdentityPorts): () => Promise<number[]> {
  const setAside = new Map<number, number>()

  /** Carries out the oldest task; answers the profiles it changed, null when none waits. */
  async function runNext(): Promise<number[] | null> {
    const now = context.clock.now().getTime()
    for (const [id, until] of setAside) if (until <= now) setAside.delete(id)
    const skipped = [...setAside.keys()]
    // Looking takes no lock: mostly there is nothing to do.
    const [waiting] = await context.database.rows<{ id: number }>(
      sql`select id from audience.identity_task where id <> all(${skipped}::bigint[]) order by id limit 1`
    )
    if (!waiting) return null
    try {
      return await context.database.transaction((tx) => runTask(context, ports, tx, waiting.id))
    } catch (error) {
      if (isOutage(error)) throw error
      setAside.set(waiting.id, now + SET_ASIDE_MS)
      context.log.error(`audience: identity task ${waiting.id} failed and is set aside: ${(error as Error).message}`, error as Error)
      return []
    }
  }

  return async () => {
    await ports.followOption()
    const changed = new Set<number>()
    for (let done = 0; done < TASKS_PER_ROUND; done++) {
      const profiles = await runNext()
      if (profiles === null) break
      for (const id of profiles) changed.add(id)
    }
    return [...changed]
  }
}

async function runTask(context: StageContext, ports: IdentityPorts, tx: Transaction, id: number): Promise<number[]> {
  await lockMerges(tx)
  const [task] = await tx.rows<Task>(sql`
    select task.id, task.kind, task.payload, task.at, visitor.id as "visitorId", visitor.profile_id as "profileId"
    from audience.identity_task as task join audience.visitor on visitor.id = task.visitor_id where task.id = ${id}`)
  // Without a visitor it was erased meanwhile, and so is the task.
  await tx.execute(sql`delete from audience.identity_task where id = ${id}`)
  const changed = task ? await carryOut(context, tx, task) : []
  if (changed.length > 0) await ports.profilesChanged(tx, changed)
  return changed
}

async function carryOut({ clock, options }: StageContext, tx: Transaction, task: Task): Promise<number[]> {
  switch (task.kind) {
    case "identified": {
      const { profileId, payload } = task
      const results = await setAttributes(tx, {
        profileId,
        values: payload.traits,
        source: "declared",
        now: clock.now(),
        zone: options.timeZone,
      })
      return results.some(({ stored }) => stored) ? [profileId] : []
    }
    case "cart_linked":
      return adoptCart(tx, task.payload.cart_id, task, task.at, clock.now())
    case "logged_out":
      // Whoever uses this browser next is somebody else until a sign-in says otherwise.
      await tx.execute(sql`update audience.visitor set ended_at = ${task.at} where id = ${task.visitorId} and ended_at is null`)
      return []
  }
}
