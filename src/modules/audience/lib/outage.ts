/** Whether the database is away, too busy, or chose this transaction as a deadlock's victim: not the fault of the work, which is worth another try. */
export function isOutage(error: unknown): boolean {
  const { code } = error as { code?: unknown }
  return typeof code === "string" ? code.length !== 5 || /^(?:08|40|53|57)/.test(code) : /connection/i.test((error as Error).message)
}
