import type { Sql } from "sql-template-tag"
import type { BatchVisitor, StartedBatch } from "../collection"
import type { StageContext } from "../stage"
import { byUuid, visitorsSql, type FoundVisitor } from "./find-visitors"
import { holdingMerges } from "./merge-lock"
import { resolveVisitors } from "./resolve-visitors"
import type { IdentityPorts } from "./types"

/**
 * See {@link Identity.writeBatch}.
 *
 * Visitors are looked up before anybody knows which of their events are new. Where a resend is among them, another time
 * counts as their first, and who an ended visitor was may depend on it: then they are looked up again.
 */
export function writeBatch<Result>(
  { database }: StageContext,
  ports: Pick<IdentityPorts, "consentChanged">,
  claim: Sql,
  senders: BatchVisitor[],
  work: (batch: StartedBatch) => Promise<Result>
): Promise<Result> {
  const firstAt = new Map(senders.map((sender) => [sender.uuid, sender.firstAt.getTime()]))
  const isSame = ({ uuid, firstAt: at }: BatchVisitor): boolean => firstAt.get(uuid) === at.getTime()
  return holdingMerges(
    database,
    (tx, [claimed = [], found = []]) =>
      work({
        ...{ tx, claimed },
        resolveVisitors: (visitors) =>
          resolveVisitors(ports, tx, visitors, visitors.every(isSame) ? byUuid(found as FoundVisitor[]) : undefined),
      }),
    [claim, visitorsSql(senders)]
  )
}
