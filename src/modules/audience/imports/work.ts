import sql from "sql-template-tag"
import { holdMerges, type Identity } from "../identity"
import { isOutage } from "../lib/outage"
import type { StageContext } from "../stage"
import { carryOut } from "./carry-out"
import { takeBack } from "./take-back"
import type { ImportPorts, ImportRow } from "./types"

/**
 * Makes the worker: one step of the oldest import that waits, or of the given one; answers whether there was one.
 *
 * A step is one transaction that locks its import and moves its position: a process that is killed
 * loses the step, not the import, and a second process takes another one.
 */
export function createWorker(context: StageContext, identity: Identity, ports: ImportPorts): (id?: string) => Promise<boolean> {
  const { database } = context
  return async (id) => {
    const only = id === undefined ? sql`true` : sql`id = ${id}`
    // Whoever wants one import waits while another process is at it; whoever wants any takes another one.
    const lock = id === undefined ? sql`for update skip locked` : sql`for update`
    let taken: string | undefined
    try {
      return await database.transaction(async (tx) => {
        // Whom a row names must be the same person until its values are written. Before any row is locked: an erasure, which keeps
        // everybody out, deletes rows of imports too.
        await holdMerges(tx)
        const [one] = await tx.rows<ImportRow>(sql`
          select * from audience.import where status in ('running', 'undoing') and ${only}
          order by created_at, id limit 1 ${lock}`)
        if (!one) return false
        taken = one.id
        await (one.status === "undoing" ? takeBack : carryOut)(context, identity, ports, tx, one)
        return true
      })
    } catch (error) {
      if (taken === undefined || isOutage(error)) throw error
      // It would fail again and again and keep the imports behind it waiting.
      context.log.error(`audience: import ${taken} failed: ${(error as Error).message}`, error as Error)
      await database.execute(sql`update audience.import set status = 'failed', error = ${(error as Error).message} where id = ${taken}`)
      return true
    }
  }
}
