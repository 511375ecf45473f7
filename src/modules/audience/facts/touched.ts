import { NOBODY } from "../identity"
import type { Transaction } from "../lib/database"
import type { FactsPorts } from "./types"

/** Reports profiles as changed, in ascending order: two transactions that share some then wait instead of deadlocking. */
export async function reportChanged(tx: Transaction, ports: FactsPorts, profileIds: Iterable<number>): Promise<void> {
  const ids = [...new Set(profileIds)].filter((id) => id !== NOBODY).sort((one, other) => one - other)
  if (ids.length > 0) await ports.profilesChanged(tx, ids)
}
