import type { TemplateCounts } from "../../../contract"

/** Is given what has been counted since the last time; throws when nobody listens any more. */
type Tell = (part: TemplateCounts) => void
type Count = (tell: Tell) => Promise<TemplateCounts>

/**
 * Has all who ask while a counting is under way share it: it takes a large shop seconds, and ten at a time would hold up everything else.
 * Who comes late is told first what was found before. It ends early only when all of them have gone.
 */
export function shareCounting(count: Count): (tell?: Tell) => Promise<TemplateCounts> {
  let running: { told: TemplateCounts[]; readers: Set<Tell>; whole: Promise<TemplateCounts> } | null = null

  const begin = (): NonNullable<typeof running> => {
    const told: TemplateCounts[] = []
    const readers = new Set<Tell>()
    const tellAll: Tell = (part) => {
      told.push(part)
      for (const tell of readers) {
        try {
          tell(part)
        } catch (error) {
          readers.delete(tell)
          if (readers.size === 0) throw error
        }
      }
    }
    const whole = count(tellAll).finally(() => (running = null))
    return { told, readers, whole }
  }

  return async (tell = () => undefined) => {
    const counting = (running ??= begin())
    for (const part of counting.told) tell(part)
    counting.readers.add(tell)
    return counting.whole
  }
}
