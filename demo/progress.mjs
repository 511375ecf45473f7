const CLEAR_LINE = "\r\x1b[2K"
const QUIET_MS = 20_000

/** Shows what happens: one line for each finished phase with its seconds, and on a terminal a moving line for what is under way. */
export function createProgress(out = process.stdout) {
  const underWay = new Map()
  const started = Date.now()
  let ticker = null

  const seconds = (since) => ((Date.now() - since) / 1000).toFixed(1)
  const draw = () => {
    if (!out.isTTY) return
    const texts = [...underWay.values()].map(({ text, since }) => `${text} (${seconds(since)} s)`)
    out.write(CLEAR_LINE + (texts.length > 0 ? `  … ${texts.join(" · ")}`.slice(0, (out.columns ?? 100) - 1) : ""))
  }
  const line = (text) => {
    out.write(`${out.isTTY ? CLEAR_LINE : ""}${text}\n`)
    draw()
  }

  return {
    line,
    /**
     * Runs one phase. `work` may call `update(text)` as it goes on, and may return the words
     * of the closing line (with its counts); otherwise `text` closes it as well.
     */
    async phase(text, work) {
      const key = Symbol(text)
      const since = Date.now()
      underWay.set(key, { text, since })
      let toldAt = since
      const update = (detail) => {
        underWay.set(key, { text: `${text}: ${detail}`, since })
        // A log is told now and then that it goes on.
        if (out.isTTY || Date.now() - toldAt < QUIET_MS) return
        toldAt = Date.now()
        line(`  … ${text}: ${detail}`)
      }
      if (out.isTTY) ticker ??= setInterval(draw, 200).unref()
      else line(`  … ${text}`)
      try {
        const outcome = await work(update)
        underWay.delete(key)
        line(`  ✓ ${typeof outcome === "string" ? outcome : text} (${seconds(since)} s)`)
        return outcome
      } finally {
        underWay.delete(key)
      }
    },
    total: () => seconds(started),
    stop() {
      clearInterval(ticker)
      underWay.clear()
      if (out.isTTY) out.write(CLEAR_LINE)
    },
  }
}
