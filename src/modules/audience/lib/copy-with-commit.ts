import type { Connection, Submittable } from "pg"

const HEADER_BYTES = 5
/** The length that a message tells of itself leaves out its type, the first byte. */
const LENGTH_BYTES = 4

/** What a transaction writes at its end. */
export interface LastCopy {
  /** Such as `audience.event (at, id)`. */
  into: string
  /** Lines of COPY's text format. */
  rows: string
}

/**
 * Sends a COPY, its rows and the commit behind it at once, and waits for the one answer.
 *
 * A client usually waits until the server asks for the rows, and with the commit until they are
 * written: three round trips, each as long as the process needs to get back to its sockets.
 * When the COPY fails, PostgreSQL skips the rest of the query and ignores rows that still come;
 * see https://www.postgresql.org/docs/17/protocol-flow.html#PROTOCOL-COPY
 */
export class CopyWithCommit implements Submittable {
  readonly done: Promise<void>
  private succeed!: () => void
  private fail!: (error: Error) => void

  constructor(private readonly copy: LastCopy) {
    this.done = new Promise((resolve, reject) => {
      this.succeed = resolve
      this.fail = reject
    })
  }

  submit(connection: Connection): void {
    const { stream } = connection
    const { into, rows } = this.copy
    stream.cork()
    connection.query(`copy ${into} from stdin; commit`)
    stream.write(header("d", Buffer.byteLength(rows)))
    stream.write(rows)
    stream.write(header("c", 0))
    stream.uncork()
  }

  handleReadyForQuery(): void {
    this.succeed()
  }

  handleError(error: Error): void {
    this.fail(error)
  }

  /** The rows are under way already. */
  handleCopyInResponse(): void {}

  handleCommandComplete(): void {}
}

/** Type and length of a message whose content is this long. */
function header(type: string, content: number): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES, type)
  bytes.writeUInt32BE(content + LENGTH_BYTES, 1)
  return bytes
}
