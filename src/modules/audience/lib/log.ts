/** The part of Medusa's logger that the stages use. */
export interface Log {
  info(message: string): void
  warn(message: string): void
  error(message: string, error?: Error): void
}
