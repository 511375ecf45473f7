/** A text in every language that the plugin ships. */
export interface Translated extends Partial<Record<string, string>> {
  en: string
  de: string
  ja: string
}

/** What the catalogue calls a field or dimension, and how it explains it. */
export interface Words {
  label: Translated
  help: Translated
}

/** A text in English, German and Japanese, in this order everywhere. */
export const text = (en: string, de: string, ja: string): Translated => ({ en, de, ja })

/** Label and help, each in English, German and Japanese. */
export const words = (label: [en: string, de: string, ja: string], help: [en: string, de: string, ja: string]): Words => ({
  label: text(...label),
  help: text(...help),
})
