import sql from "sql-template-tag"
import type { ResolvedVisitor } from "../collection"
import type { Transaction } from "../lib/database"
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

/** See {@link Identity.runTasks}. */
export async function runTasks(context: StageContext, ports: IdentityPorts): Promise<number[]> {
  const changed = new Set<number>()
  for (let done = 0; done < TASKS_PER_ROUND; done++) {
    const profiles = await runNext(context, ports)
    if (profiles === null) break
    for (const id of profiles) changed.add(id)
  }
  return [...changed]
}

/** Carries out the oldest task; answers the profiles it changed, null when none waits. */
async function runNext(context: StageContext, ports: IdentityPorts): Promise<number[] | null> {
  const waiting = await context.database.rows(sql`select from audience.identity_task limit 1`)
  if (waiting.length === 0) return null
  return context.database.transaction(async (tx) => {
    await lockMerges(tx)
    const [task] = await tx.rows<Task>(sql`
      select task.id, task.kind, task.payload, task.at, visitor.id as "visitorId", visitor.profile_id as "profileId"
      from audience.identity_task as task join audience.visitor on visitor.id = task.visitor_id
      order by task.id limit 1`)
    // What is left belongs to visitors that were erased meanwhile.
    if (!task) return (await tx.execute(sql`delete from audience.identity_task`)) > 0 ? [] : null
    await tx.execute(sql`delete from audience.identity_task where id = ${task.id}`)
    const changed = await carryOut(context, tx, task)
    if (changed.length > 0) await ports.profilesChanged(tx, changed)
    return changed
  })
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
