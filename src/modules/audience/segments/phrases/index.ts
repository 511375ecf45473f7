import { german } from "./de"
import { english } from "./en"
import { japanese } from "./ja"
import type { Phrases } from "./phrases"

export type { Combination, Phrases } from "./phrases"

const BY_LANGUAGE: Partial<Record<string, Phrases>> = { de: german, en: english, ja: japanese }

/** The phrases of a language (`de`, `de-AT`), else the English ones. */
export function phrasesOf(language = "en"): Phrases {
  return BY_LANGUAGE[language.toLowerCase().split("-")[0] ?? ""] ?? english
}
