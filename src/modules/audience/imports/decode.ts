import { IMPORT_LIMITS } from "../../../contract"
import { invalidData } from "../errors"

const MEGABYTE = 1024 * 1024

/**
 * The text of a file, piece by piece, without its byte order mark.
 *
 * Only UTF-8: a file of another encoding read as if it were UTF-8 would store names with
 * broken letters, which nobody notices until they are in a letter to a customer.
 *
 * @throws invalid_data
 */
export async function* decode(file: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true })
  let bytes = 0
  for await (const chunk of file) {
    if (bytes === 0 && isUtf16(chunk)) throw invalidData("file: is encoded as UTF-16; save it as “CSV UTF-8” (Excel: Save As → CSV UTF-8)")
    bytes += chunk.length
    if (bytes > IMPORT_LIMITS.bytes) throw invalidData(`file: must not exceed ${IMPORT_LIMITS.bytes / MEGABYTE} MB; split it`)
    yield checked(decoder, chunk)
  }
  yield checked(decoder)
}

function isUtf16(chunk: Uint8Array): boolean {
  return (chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0xfe && chunk[1] === 0xff)
}

function checked(decoder: TextDecoder, chunk?: Uint8Array): string {
  let text: string
  try {
    text = chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
  } catch {
    throw invalidData("file: is not encoded as UTF-8; save it as “CSV UTF-8” (Excel: Save As → CSV UTF-8)")
  }
  if (text.includes("\0")) throw invalidData("file: contains zero bytes, so it is not a text file")
  return text
}
