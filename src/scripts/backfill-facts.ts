import type { ExecArgs } from "@medusajs/framework/types"
import { requestBackfill, runBackfill } from "../workflows/facts"

/** Copies everything again and shows how far it is: `npx medusa exec` with the path of this file. */
export default async function backfillFacts({ container }: ExecArgs): Promise<void> {
  await requestBackfill(container)
  let shown = ""
  await runBackfill(container, ({ phase, copied }) => {
    if (shown !== phase) process.stdout.write(`\n${phase} `)
    else process.stdout.write(".")
    shown = phase
    if (phase === "done") process.stdout.write(`\n${JSON.stringify(copied)}\n`)
  })
}
