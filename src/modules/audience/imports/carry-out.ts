import sql from "sql-template-tag"
import type { Identity } from "../identity"
import type { Transaction } from "../lib/database"
import type { StageContext } from "../stage"
import { checkRows, type CheckedRows, type FileRow } from "./check-rows"
import type { ImportPorts, ImportRow } from "./types"

/** Rows of one step: it holds its rows locked and the fold waiting for less than a tenth of a second. */
const ROWS_A_STEP = 1000
const MOST_FAULTS = 10_000

/** Checks or stores the next rows of a running import, and moves its position with them. */
export async function carryOut(
  context: StageContext,
  identity: Identity,
  ports: ImportPorts,
  tx: Transaction,
  one: ImportRow
): Promise<void> {
  const rows = await tx.rows<FileRow>(sql`
    select number, line, cells from audience.import_row
    where import_id = ${one.id} and number > ${one.position} order by number limit ${ROWS_A_STEP}`)
  if (!one.mapping) throw new Error("a running import has no mapping")
  const input = { columns: one.columns, mapping: one.mapping, attributes: await identity.attributes(tx) }
  const checked = await checkRows(tx, identity, rows, input)
  await keepFaults(tx, one, checked)
  if (!one.dry_run) await store(identity, ports, tx, one, checked)
  const position = rows.at(-1)?.number ?? one.row_count
  const done = position >= one.row_count
  await tx.execute(sql`
    update audience.import set position = ${position}, stored_count = stored_count + ${checked.stored},
      refused_count = refused_count + ${checked.refused},
      status = ${done ? (one.dry_run ? "checked" : "done") : "running"}, finished_at = ${done ? context.clock.now() : null}
    where id = ${one.id}`)
  // What a finished import still needs is in import_before; the file is personal data that nobody asks for any more.
  if (done && !one.dry_run) await tx.execute(sql`delete from audience.import_row where import_id = ${one.id}`)
}

/** Beyond the first ten thousand, faults are counted only: by then the mapping is wrong, not the rows. */
async function keepFaults(tx: Transaction, { id }: ImportRow, { faults }: CheckedRows): Promise<void> {
  if (faults.length === 0) return
  await tx.execute(sql`
    insert into audience.import_refusal (import_id, line, column_name, value, reason)
    select ${id}, f.line, f."column", f.value, f.reason
    from json_to_recordset(${JSON.stringify(faults)}::json) f (line int, "column" text, value text, reason text)
    where (select count(*) from audience.import_refusal where import_id = ${id}) < ${MOST_FAULTS}`)
}

async function store(
  identity: Identity,
  ports: ImportPorts,
  tx: Transaction,
  { id, mapping }: ImportRow,
  { values, profiles }: CheckedRows
): Promise<void> {
  if (values.length > 0) {
    const before = await identity.writeValues(tx, values, "import")
    // A profile that stands in the file twice keeps what stood before its first row.
    await tx.execute(sql`
      insert into audience.import_before as kept (profile_id, import_id, attribute_id, written_at, before)
      select b."profileId", ${id}, b."attributeId", b."writtenAt", b.row
      from json_to_recordset(${JSON.stringify(before)}::json) b ("profileId" int, "attributeId" smallint, "writtenAt" timestamptz, row jsonb)
      on conflict (profile_id, import_id, attribute_id) do update set written_at = excluded.written_at`)
  }
  if (mapping?.segment_id === undefined) return
  const added = await ports.addMembers(tx, mapping.segment_id, profiles)
  await tx.execute(sql`
    insert into audience.import_member (profile_id, import_id) select unnest(${added}::int[]), ${id} on conflict do nothing`)
}
