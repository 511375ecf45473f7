import { readdirSync } from "node:fs"
import path from "node:path"

const MIGRATIONS = path.resolve(__dirname, "../../migrations")

export interface MigrationFile {
  name: string
  statements: string[]
}

/** Our own migrations, in order: the plugin's schema without Medusa. */
export function migrationFiles(): MigrationFile[] {
  return readdirSync(MIGRATIONS)
    .filter((file) => /^Migration\d+_\w+\.ts$/.test(file))
    .sort()
    .map((file) => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- the migrations are read by name, as MikroORM does
      const exported = require(path.join(MIGRATIONS, file)) as Record<
        string,
        new (driver: unknown, config: unknown) => { up(): void; getQueries(): unknown[] }
      >
      const Migration = Object.values(exported)[0]
      if (!Migration) throw new Error(`${file} exports no migration`)
      const migration = new Migration(undefined, undefined)
      migration.up()
      return { name: file, statements: migration.getQueries().map(String) }
    })
}
