/**
 * Who may do what, under `/admin/audience`.
 *
 * - `GET access` {@link AccessDto} · `POST access` `{ users: [{ id, personal, export, edit }] }` {@link AccessDto}: those left out stay as they are
 *
 * Whoever lacks `personal` gets {@link HIDDEN} for names, e-mail and phone, no values of personal attributes, also not
 * those that rules compare with (in `rule`, `rule_text` and every other text about one), a catalogue without personal fields, and 403 for a request that names one. Secret API keys have every right: an admin made them.
 */
export interface Rights {
  /** See names, e-mail, phone and attributes flagged as personal. */
  personal: boolean
  /** Take data out: CSV files, one person's data. */
  export: boolean
  /** Change anything: segments, attributes, imports, settings. */
  edit: boolean
}

export interface AccessDto {
  me: Rights
  users: (Rights & { id: string; email: string; name: string | null; me: boolean })[]
}

/** Stands where an answer would have held personal data that the admin may not see. */
export const HIDDEN = "•••"
