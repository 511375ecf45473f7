import { HIDDEN, type ProfileDto } from "../../src/contract"

type Named = Pick<ProfileDto, "id" | "email" | "first_name" | "last_name">

/** What to call a person: their name, else their e-mail; undefined for somebody anonymous, and where the admin may not see it. */
export function profileName({ first_name, last_name, email }: Named): string | undefined {
  const shown = (text: string | null): boolean => Boolean(text) && text !== HIDDEN
  return [first_name, last_name].filter(shown).join(" ") || (shown(email) ? (email ?? undefined) : undefined)
}

/** The end of a profile's id, enough to tell two anonymous people apart. */
export function shortId(id: string): string {
  return id.slice(-6)
}
