import { readFileSync } from "node:fs"
import type { Page } from "playwright-core"

interface Violation {
  id: string
  impact: "minor" | "moderate" | "serious" | "critical" | null
  help: string
  nodes: { html: string; target: string[] }[]
}

/** The page's own part: Medusa's menu and head are its own, and their faults not ours to mend. */
const OURS = "main"
/** Medusa's block of code paints its words in colours of its own. */
const NOT_OURS = "pre"

/**
 * What axe-core finds serious or critical in the page's own part, one line each: rule, meaning, elements.
 *
 * Dialogs and menus are drawn outside of `main`: name them by `within` to have them looked at.
 */
export async function seriousFaults(page: Page, within: string = OURS): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) {
    await page.evaluate(readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"))
  }
  // What is still fading in has less contrast than it will have.
  await page.evaluate(`Promise.allSettled(document.getAnimations()
    .filter(({ effect }) => effect.getComputedTiming().iterations !== Infinity).map(({ finished }) => finished)).then(() => null)`)
  // As text: a function would bring the test compiler's helpers, which the page does not have.
  const violations = await page.evaluate<Violation[]>(
    `axe.run({ include: ${JSON.stringify([[within]])}, exclude: ${JSON.stringify([[NOT_OURS]])} }, { resultTypes: ["violations"] }).then(({ violations }) => violations)`
  )
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" | ")}`)
}
