import sql from "sql-template-tag"
import type { Queryable } from "../lib/database"

/**
 * Draws the number of an evaluation, larger than all that were drawn before in any process; draw it before anything is read.
 * Of two evaluations the one with the larger number stands: the clock says when, not which of them is later (ADR 35).
 */
export async function nextEvaluation(db: Queryable): Promise<number> {
  const [row] = await db.rows<{ number: number }>(sql`select nextval('audience.evaluation') as number`)
  if (!row) throw new Error("drawing the number of an evaluation returned no row")
  return row.number
}
