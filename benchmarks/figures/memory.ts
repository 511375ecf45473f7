import type { Figure } from "../figure"

const LOOK_EVERY_MS = 50
const MIB = 2 ** 20

/** Watches how much memory this process takes, which is our server while it computes. DuckDB has a process of its own. */
export function watchMemory(): () => Figure {
  globalThis.gc?.()
  const idle = process.memoryUsage.rss()
  let most = idle
  const timer = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), LOOK_EVERY_MS).unref()
  return () => {
    clearInterval(timer)
    const extra = Math.round((most - idle) / MIB)
    return {
      ...{
        number: 15,
        name: "extra memory of the server while doing #3–#14",
        ours: `${extra} MiB`,
        reference: `idle ${Math.round(idle / MIB)} MiB`,
      },
      ...{ wanted: "≤ 250 MiB", holds: extra <= 250 },
    }
  }
}
