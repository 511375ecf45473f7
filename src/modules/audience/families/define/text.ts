/**
 * A text of the catalogue by language; English is always there and stands in for a language that is missing.
 *
 * A plain string is English.
 */
export type Text = string | ({ en: string } & Partial<Record<string, string>>)

/** The text in `language` (`de`, `de-DE`), else in English. */
export function textIn(text: Text, language = "en"): string {
  if (typeof text === "string") return text
  return text[language] ?? text[language.split("-")[0] ?? ""] ?? text.en
}
