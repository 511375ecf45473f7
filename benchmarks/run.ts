import { writeFileSync } from "node:fs"
import { diskFigure } from "./figures/disk"
import { evaluationFigures, timeRules } from "./figures/evaluation"
import { exportFigure } from "./figures/export"
import { watchMemory } from "./figures/memory"
import { compareFigure, listFigure, overviewFigure } from "./figures/pages"
import { pageReadsFigure } from "./figures/page-reads"
import { previewFigures } from "./figures/preview"
import { reportFigure } from "./figures/report"
import { upkeepFigure } from "./figures/upkeep"
import type { Figure } from "./figure"
import { clearSegments } from "./segments"
import { openWorld, type World } from "./world"

/** What index.mjs hands over. */
interface Order {
  profiles: number
  /** Numbers of the figures that are wanted; none means all. */
  only: number[]
  rounds: number
  folder: string
  /** Where the figures are written to, as JSON. */
  file: string
  databaseUrl: string
}

type Tell = (text: string) => void

async function figures(world: World, order: Order, tell: Tell): Promise<Figure[]> {
  const { only, rounds, databaseUrl } = order
  const isWanted = (...numbers: number[]): boolean => only.length === 0 || numbers.some((number) => only.includes(number))
  const found: Figure[] = []
  /** Measures figures on a shop without segments. */
  const measure = async (numbers: number[], work: () => Promise<Figure | Figure[]>): Promise<void> => {
    if (!isWanted(...numbers)) return
    await clearSegments(world.audience)
    const figures = [await work()].flat().filter(({ number }) => isWanted(number))
    for (const { number, name, ours, reference } of figures) tell(`#${number} ${name}: ${ours} | ${reference}`)
    found.push(...figures)
  }
  const memory = watchMemory()
  await measure([3, 4], async () => evaluationFigures(await timeRules(world, rounds, tell)))
  await measure([5, 6], () => previewFigures(world, rounds))
  await measure([7], () => upkeepFigure(world, rounds))
  await measure([10], () => overviewFigure(world))
  await measure([11], () => reportFigure(world, rounds))
  await measure([12], () => listFigure(world, rounds))
  await measure([13], () => compareFigure(world, rounds))
  await measure([14], () => exportFigure(world, databaseUrl, rounds))
  await measure([15], () => Promise.resolve(memory()))
  await measure([17], () => diskFigure(world))
  await measure([19], () => pageReadsFigure(world, rounds, tell))
  await clearSegments(world.audience)
  return found
}

async function main(): Promise<void> {
  const order = JSON.parse(process.env.BENCH ?? "null") as Order
  const tell: Tell = (text) => console.log(text)
  const world = await openWorld({ ...order, shape: { profiles: order.profiles }, tell })
  try {
    writeFileSync(order.file, JSON.stringify(await figures(world, order, tell)))
  } finally {
    await world.close()
  }
}

main().catch((error: Error) => {
  console.error(error)
  process.exit(1)
})
