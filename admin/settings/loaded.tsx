import { Container } from "@medusajs/ui"
import type { ReactNode } from "react"
import { ErrorState, LoadingRows } from "../shared/states"

interface LoadedProps<Data> {
  query: { data: Data | undefined; error: Error | null; refetch: () => unknown }
  children: (data: Data) => ReactNode
}

/** What was asked for, or why it is not there yet. */
export function Loaded<Data>({ query: { data, error, refetch }, children }: LoadedProps<Data>) {
  if (data !== undefined) return <>{children(data)}</>
  return <Container className="p-0">{error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <LoadingRows />}</Container>
}
