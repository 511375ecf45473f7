import { timeRules, evaluationFigures } from "./figures/evaluation"
import type { Figure } from "./figure"
import { clearSegments } from "./segments"
import { tableOf } from "./table"
import { openWorld, type World } from "./world"

/** What index.mjs hands over. */
interface Order {
  profiles: number
  /** Numbers of the figures that are wanted; none means all. */
  only: number[]
  rounds: number
  folder: string
  databaseUrl: string
}

type Tell = (text: string) => void

async function figures(world: World, { only, rounds }: Order, tell: Tell): Promise<Figure[]> {
  const wanted = (...numbers: number[]): boolean => only.length === 0 || numbers.some((number) => only.includes(number))
  const found: Figure[] = []
  await clearSegments(world.audience)
  if (wanted(3, 4)) found.push(...evaluationFigures(await timeRules(world, rounds, tell)))
  await clearSegments(world.audience)
  return found.filter(({ number }) => wanted(number))
}

async function main(): Promise<void> {
  const order = JSON.parse(process.env.BENCH ?? "null") as Order
  const started = performance.now()
  const tell: Tell = (text) => console.log(`${((performance.now() - started) / 1000).toFixed(1).padStart(7)} s  ${text}`)
  const world = await openWorld({ ...order, shape: { profiles: order.profiles }, tell })
  try {
    console.log(`\n${tableOf(await figures(world, order, tell))}`)
  } finally {
    await world.close()
  }
}

main().catch((error: Error) => {
  console.error(error)
  process.exit(1)
})
