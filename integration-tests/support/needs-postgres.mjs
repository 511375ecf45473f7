/** Module tests need a PostgreSQL. Jest runs this only when a test of such a project was selected; global-setup.mjs then starts it. */
export default function needs() {
  globalThis.__NEEDS__ = new Set([...(globalThis.__NEEDS__ ?? []), "postgres"])
}
