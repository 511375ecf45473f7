import { useCallback, useRef, useState } from "react"
import { api } from "../shared/client"
import { saveFile } from "../shared/save-file"
import type { PeopleQuery } from "./people-list"

/** What has been received of a file. */
interface Progress {
  bytes: number
  /** Complete lines, the header among them: nearly the number of people. */
  lines: number
}

/** How a file is written: for a spreadsheet, or for a program that wants every cell as it is. */
interface ExportForm {
  /** A byte order mark, by which Excel recognizes UTF-8. */
  bom: boolean
  /** Without the apostrophe that keeps spreadsheets from running a cell. */
  raw: boolean
  headers: "fields" | "labels"
}

interface Export {
  /** null while no file is on its way. */
  progress: Progress | null
  start: (path: string, query: PeopleQuery, form: ExportForm) => Promise<void>
  cancel: () => void
}

/**
 * Fetches a list of people as CSV and hands the file to the browser's downloads.
 *
 * A broken transfer is an error and saves nothing: half a file looks like a whole one.
 */
export function useExport(): Export {
  const [progress, setProgress] = useState<Progress | null>(null)
  const request = useRef<AbortController | null>(null)

  const start = useCallback(async (path: string, query: PeopleQuery, form: ExportForm) => {
    const controller = new AbortController()
    request.current = controller
    setProgress({ bytes: 0, lines: 0 })
    try {
      const answer = await api.file(path, { ...query, ...form }, controller.signal)
      const parts = await read(answer, setProgress)
      saveFile(fileName(answer), new Blob(parts, { type: "text/csv;charset=utf-8" }))
    } finally {
      setProgress(null)
    }
  }, [])

  return { progress, start, cancel: useCallback(() => request.current?.abort(), []) }
}

const LINE_FEED = 10

async function read(answer: Response, onProgress: (progress: Progress) => void): Promise<BlobPart[]> {
  const reader = answer.body?.getReader()
  if (!reader) return [await answer.arrayBuffer()]
  const parts: BlobPart[] = []
  let bytes = 0
  let lines = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return parts
    parts.push(value)
    bytes += value.byteLength
    for (const byte of value) if (byte === LINE_FEED) lines++
    onProgress({ bytes, lines })
  }
}

function fileName(answer: Response): string {
  const head = answer.headers.get("content-disposition") ?? ""
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(head)?.[1]
  return encoded ? decodeURIComponent(encoded) : (/filename="([^"]+)"/.exec(head)?.[1] ?? "members.csv")
}
