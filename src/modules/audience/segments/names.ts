import { randomBytes } from "node:crypto"
import { invalidData } from "../errors"
import { beginningOf } from "../lib/beginning"
import { UNSTORABLE } from "./validate-values"

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
const LONGEST_NAME = 200
const HANDLE = /^[\p{L}\p{N}]+(-[\p{L}\p{N}]+)*$/u

/** A new id: `aseg_` and 26 characters that sort by the time of creation. */
export function newSegmentId(now: Date): string {
  let time = now.getTime()
  let text = ""
  for (let i = 0; i < 10; i++, time = Math.floor(time / 32)) text = ALPHABET.charAt(time % 32) + text
  for (const byte of randomBytes(16)) text += ALPHABET.charAt(byte % 32)
  return `aseg_${text}`
}

/** @throws invalid_data */
export function checkName(name: unknown): string {
  const trimmed = typeof name === "string" ? name.trim() : ""
  if (trimmed === "") throw invalidData("name: must not be empty")
  if (trimmed.length > LONGEST_NAME) throw invalidData(`name: must not exceed ${LONGEST_NAME} characters`)
  if (UNSTORABLE.test(trimmed)) throw invalidData("name: must not contain characters that cannot be stored")
  return trimmed
}

/** `Buyers` → `Buyers (copy)`, within what a name may have. */
export function nameOfCopy(name: string): string {
  const mark = " (copy)"
  return `${beginningOf(name, LONGEST_NAME - mark.length)}${mark}`
}

/** @throws invalid_data */
export function checkHandle(handle: unknown): string {
  if (typeof handle !== "string" || !HANDLE.test(handle) || handle.length > LONGEST_NAME || handle !== handle.toLowerCase()) {
    throw invalidData("handle: must be lower-case letters and digits with single hyphens between them, such as high-value-purchasers")
  }
  return handle
}

/** @throws invalid_data */
export function checkDescription(description: unknown): string | null {
  if (description === undefined || description === null || description === "") return null
  if (typeof description !== "string" || description.length > 2000 || UNSTORABLE.test(description)) {
    throw invalidData("description: must be text of at most 2000 characters")
  }
  return description
}

/** `Größe & Co` → `grosse-co`; letters of other scripts stay. */
export function handleOf(name: string): string {
  const plain = name
    .replace(/ß/g, "ss")
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFKC")
    .toLowerCase()
  const words = plain.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "")
  return beginningOf(words, 100).replace(/-+$/, "") || "segment"
}
