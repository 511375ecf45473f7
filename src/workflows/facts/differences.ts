import type { DifferingDay } from "../../contract"

export interface Side {
  day: string
  sum: number
}

/** Collects the comparison of single records into days, and the ids that must be copied again. */
export class Differences {
  readonly ids: string[] = []
  compared = 0
  private readonly byDay = new Map<string, DifferingDay>()

  add(id: string, medusa: Side | null, ours: Side | null, same: boolean): void {
    this.compared++
    const day = medusa?.day ?? ours?.day ?? ""
    const figures = this.byDay.get(day) ?? { day, medusa: { count: 0, sum: 0 }, ours: { count: 0, sum: 0 }, copied_again: 0 }
    this.byDay.set(day, figures)
    for (const [side, total] of [
      [medusa, figures.medusa],
      [ours, figures.ours],
    ] as const) {
      if (!side) continue
      total.count++
      total.sum += side.sum
    }
    if (same) return
    figures.copied_again++
    this.ids.push(id)
  }

  days(): DifferingDay[] {
    return [...this.byDay.values()].filter(({ copied_again }) => copied_again > 0).sort((one, other) => one.day.localeCompare(other.day))
  }
}

export function dayOf(at: string | Date): string {
  return new Date(at).toISOString().slice(0, 10)
}

/** Whether two amounts are the same money: our copy is rounded far below the smallest unit. */
export function sameAmount(one: number, other: number): boolean {
  return Math.abs(one - other) < 0.00001
}

export function sameInstant(one: string | Date | null, other: string | Date | null): boolean {
  return (one === null ? null : new Date(one).getTime()) === (other === null ? null : new Date(other).getTime())
}
