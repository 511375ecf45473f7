/** Ends what the global set-up started, the latest first. */
export default async function globalTeardown() {
  for (const end of (globalThis.__CLEAN_UP__ ?? []).reverse()) await end()
}
