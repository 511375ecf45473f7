import sql from "sql-template-tag"
import { notAllowed } from "../errors"
import type { Registry } from "../families"
import type { StageContext } from "../stage"
import { checkReferences, dependentsOf } from "./references"
import { lockSaves } from "./save-lock"
import { allSegments, segmentById } from "./segment-rows"
import type { Segment } from "./types"

/**
 * Puts segments away and takes them back.
 *
 * What is put away is no longer evaluated, so that nothing which still is may rest on it.
 */
export function createArchive({ database, clock }: StageContext, registry: Registry) {
  return async (id: string, archived: boolean): Promise<Segment> => {
    const fields = await registry.fields(database)
    return database.transaction(async (tx) => {
      await lockSaves(tx)
      const segment = await segmentById(tx, id, true)
      if ((segment.archived_at !== null) === archived) return segment
      const all = await allSegments(tx)
      const users = archived ? dependentsOf(id, all, fields).filter((user) => !user.archived_at) : []
      if (users.length > 0) {
        const names = users.map(({ name }) => name).join(", ")
        throw notAllowed(`The segment ${segment.name} is used by ${names}; remove it from these rules first.`)
      }
      if (!archived && segment.rule) checkReferences(segment.rule, fields, all, id)
      const now = clock.now()
      await tx.execute(sql`update audience.segment set archived_at = ${archived ? now : null}, updated_at = ${now} where id = ${id}`)
      return segmentById(tx, id)
    })
  }
}
