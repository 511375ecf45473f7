/** A stage under construction: every call says so. Deleted when the last stage stands. */
export function unbuilt<Stage extends object>(stage: string): Stage {
  return new Proxy({} as Stage, {
    get: (_, verb) => () => Promise.reject(new Error(`${stage}.${String(verb)} is under construction`)),
  })
}
