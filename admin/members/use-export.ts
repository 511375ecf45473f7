import { useCallback, useRef, useState } from "react"
import { api } from "../shared/client"
import { saveFile } from "../shared/save-file"
import type { PeopleQuery } from "./people-list"

/** Bytes received so far while a file is on its way; null while none is. */
interface Export {
  bytes: number | null
  start: (segmentId: string, query: PeopleQuery, bom: boolean) => Promise<void>
  cancel: () => void
}

/**
 * Fetches a segment's members as CSV and hands the file to the browser's downloads.
 *
 * A broken transfer is an error and saves nothing: half a file looks like a whole one.
 */
export function useExport(): Export {
  const [bytes, setBytes] = useState<number | null>(null)
  const request = useRef<AbortController | null>(null)

  const start = useCallback(async (segmentId: string, query: PeopleQuery, bom: boolean) => {
    const controller = new AbortController()
    request.current = controller
    setBytes(0)
    try {
      const answer = await api.file(`/segments/${segmentId}/export`, { ...query, bom }, controller.signal)
      const parts = await read(answer, setBytes)
      saveFile(fileName(answer), new Blob(parts, { type: "text/csv;charset=utf-8" }))
    } finally {
      setBytes(null)
    }
  }, [])

  return { bytes, start, cancel: useCallback(() => request.current?.abort(), []) }
}

async function read(answer: Response, onBytes: (bytes: number) => void): Promise<BlobPart[]> {
  const reader = answer.body?.getReader()
  if (!reader) return [await answer.arrayBuffer()]
  const parts: BlobPart[] = []
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return parts
    parts.push(value)
    bytes += value.byteLength
    onBytes(bytes)
  }
}

function fileName(answer: Response): string {
  return /filename="([^"]+)"/.exec(answer.headers.get("content-disposition") ?? "")?.[1] ?? "members.csv"
}
