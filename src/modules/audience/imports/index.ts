import { randomUUID } from "node:crypto"
import sql from "sql-template-tag"
import type { ImportDto, ImportMapping } from "../../../contract"
import { notAllowed } from "../errors"
import type { Identity } from "../identity"
import type { Transaction } from "../lib/database"
import type { StageContext } from "../stage"
import { faultsCsv, importById, importDto } from "./answers"
import { forgetOld } from "./forget-old"
import { checkMapping, guessMapping } from "./mapping"
import { storeFile } from "./store-file"
import type { ImportPorts, Imports } from "./types"
import { createWorker } from "./work"

export type { ImportPorts, Imports } from "./types"

/** Files of up to this many rows are done when the request is answered: about half a second. */
const ROWS_AT_ONCE = 1000

export function createImports(context: StageContext, identity: Identity, ports: ImportPorts): Imports {
  const { database, clock } = context
  const step = createWorker(context, identity, ports)

  async function answer(id: string): Promise<ImportDto> {
    return importDto(database, await importById(database, id))
  }

  /** Carries a small import to its end; a larger one is left to {@link Imports.work}. */
  async function begin(id: string): Promise<ImportDto> {
    const { row_count: rows } = await importById(database, id)
    if (rows <= ROWS_AT_ONCE) while (["running", "undoing"].includes((await importById(database, id)).status)) if (!(await step(id))) break
    return answer(id)
  }

  /** The given mapping, or else what the columns' names say, with the segment that the file is meant for. */
  async function mappingFor(
    tx: Transaction,
    columns: string[],
    given: ImportMapping | undefined,
    segmentId?: string
  ): Promise<ImportMapping | null> {
    const attributes = await identity.attributes(tx)
    const guessed = given ? null : guessMapping(columns, attributes)
    const mapping = given ?? (guessed && segmentId !== undefined ? { ...guessed, segment_id: segmentId } : guessed)
    if (!mapping || (!given && segmentId === undefined && Object.keys(mapping.attributes ?? {}).length === 0)) return null
    return checkMapping(tx, mapping, columns, attributes, ports)
  }

  return {
    async upload({ name, file, dryRun, mapping: given, segmentId, createdBy }) {
      const id = `aimp_${randomUUID().replaceAll("-", "")}`
      await database.transaction(async (tx) => {
        const { columns, rows } = await storeFile(tx, id, file)
        const mapping = await mappingFor(tx, columns, given, segmentId)
        if (!mapping && !dryRun)
          throw notAllowed("mapping: the columns' names do not say what they are; name a key column and attributes, or use dry_run first")
        await tx.execute(sql`
          insert into audience.import (id, name, columns, mapping, dry_run, status, row_count, created_by, created_at)
          values (${id}, ${name}, ${columns}::text[], ${mapping ? JSON.stringify(mapping) : null}::jsonb, ${dryRun},
            ${mapping ? "running" : "uploaded"}, ${rows}, ${createdBy ?? null}, ${clock.now()})`)
      })
      return begin(id)
    },
    async start(id, { mapping: given, dryRun }) {
      await database.transaction(async (tx) => {
        await tx.execute(sql`select 1 from audience.import where id = ${id} for update`)
        const one = await importById(tx, id)
        if (!["uploaded", "checked", "failed"].includes(one.status))
          throw notAllowed(`status: an import that is ${one.status} cannot be started`)
        const [file] = await tx.rows<{ kept: boolean }>(sql`
          select exists (select 1 from audience.import_row where import_id = ${id}) as kept`)
        if (!file?.kept) throw notAllowed("status: the file is not kept any more; upload it again")
        const mapping = (await mappingFor(tx, one.columns, given ?? one.mapping ?? undefined)) ?? one.mapping
        if (!mapping) throw notAllowed("mapping: name the key column and what the other columns hold")
        // A failed import that had begun to store goes on where it stopped; anything else starts over.
        const goesOn = one.status === "failed" && !one.dry_run && given === undefined
        if (!goesOn) await tx.execute(sql`delete from audience.import_refusal where import_id = ${id}`)
        await tx.execute(sql`
          update audience.import set mapping = ${JSON.stringify(mapping)}::jsonb, dry_run = ${dryRun ?? one.dry_run}, status = 'running', error = null,
            finished_at = null, position = ${goesOn ? one.position : 0}, stored_count = ${goesOn ? one.stored_count : 0},
            refused_count = ${goesOn ? one.refused_count : 0} where id = ${id}`)
      })
      return begin(id)
    },
    async undo(id) {
      const { status } = await importById(database, id)
      const { can_undo: possible } = await answer(id)
      const changed = possible
        ? await database.execute(sql`
            update audience.import set status = 'undoing', error = null where id = ${id} and status in ('done', 'failed', 'running') and not dry_run`)
        : 0
      if (changed === 0) throw notAllowed(`status: nothing of this import is kept that could be put back; it is ${status}`)
      return begin(id)
    },
    get: answer,
    async list({ limit, offset }) {
      const rows = await database.rows<{ id: string }>(sql`
        select id from audience.import order by created_at desc, id limit ${limit} offset ${offset}`)
      const [total] = await database.rows<{ count: number }>(sql`select count(*) as count from audience.import`)
      return { imports: await Promise.all(rows.map(({ id }) => answer(id))), count: total?.count ?? 0 }
    },
    async faults(id, tell) {
      await importById(database, id)
      return faultsCsv(database, id, tell)
    },
    async work(milliseconds) {
      // Measured by the machine's clock: the audience's may stand still in a test.
      const end = performance.now() + milliseconds
      while (performance.now() < end) if (!(await step())) return { more: false }
      return { more: true }
    },
    forgetOld: () => forgetOld(context),
  }
}
