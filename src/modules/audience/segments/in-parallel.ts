/** Questions of one evaluation that the database answers at a time: the pool serves the rest of the plugin too. */
const AT_ONCE = 3

/** Runs `work` for every item, a few at a time; fails with the first failure, after what runs has ended. */
export async function inParallel<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = [...items]
  let failure: { error: unknown } | null = null
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined && !failure; item = waiting.shift()) {
      try {
        await work(item)
      } catch (error) {
        failure ??= { error }
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  if (failure) throw (failure as { error: unknown }).error
}
