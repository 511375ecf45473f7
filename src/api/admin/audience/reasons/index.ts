import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { ImportDto } from "../../../../contract"
import { languageOf } from "../../../language"
import { PLACES, REASONS, type ReasonText } from "./texts"

interface Translation {
  english: RegExp
  text: string
}

type Language = Exclude<keyof ReasonText, "en">

const PLACE = /^(line \d+|[\w.[\]]+): ([\s\S]+)$/
const HOLE = /\{(\d)\}/

const LANGUAGES = new Map(
  (["de", "ja"] as const).map((language) => [
    language as string,
    { places: compile(PLACES, language), reasons: compile(REASONS, language) },
  ])
)

/**
 * What the code says was wrong (`name: must not be empty`) in a language such as `de` or `ja-JP`.
 * The path in front stays, as programs read it. What has no translation stays English.
 */
export function reasonIn(language: string, message: string): string {
  const known = LANGUAGES.get(language.toLowerCase().split("-")[0] ?? "")
  if (!known) return message
  const [, place, reason] = PLACE.exec(message) ?? []
  if (place === undefined || reason === undefined) return translated(known.reasons, message)
  return `${translated(known.places, place)}: ${translated(known.reasons, reason)}`
}

/** Has every refusal say in the admin's language what was wrong. */
export function tellReasons(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  const json = res.json.bind(res)
  res.json = (body: unknown) =>
    json(res.statusCode >= 400 && isRefusal(body) ? { ...body, message: reasonIn(languageOf(req), body.message) } : body)
  next()
}

/** An import with its faults in a language. */
export function importIn(language: string, one: ImportDto): ImportDto {
  const errors = one.errors.map((fault) => ({ ...fault, reason: reasonIn(language, fault.reason) }))
  return { ...one, errors, error: one.error === null ? null : reasonIn(language, one.error) }
}

const isRefusal = (body: unknown): body is { message: string } =>
  typeof body === "object" && body !== null && "message" in body && typeof body.message === "string"

/** The longest texts first: what says more of a message fits it better. */
function compile(texts: ReasonText[], language: Language): Translation[] {
  return [...texts]
    .sort((a, b) => b.en.length - a.en.length)
    .map(({ en, [language]: text }) => ({ english: new RegExp(`^${en.split(HOLE).map(part).join("")}$`), text }))
}

/** `split` puts the number of each hole between the texts around it. */
function part(text: string, index: number): string {
  return index % 2 ? "([\\s\\S]*)" : text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
}

function translated(known: Translation[], message: string): string {
  for (const { english, text } of known) {
    const values = english.exec(message)
    if (!values) continue
    return text.replace(/\{(\d)(!?)\}/g, (_hole, number: string, reason: string) => {
      const value = values[Number(number)] ?? ""
      return reason ? translated(known, value) : value
    })
  }
  return message
}
