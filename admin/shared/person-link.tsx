import { Link } from "react-router-dom"
import type { ProfileDto } from "../../src/contract"
import { profileName } from "./profile-name"
import { usePersonName } from "./use-person-name"

type Person = Pick<ProfileDto, "id" | "email" | "first_name" | "last_name">

/** A person's name, or "Anonymous 3f9a21", leading to their page; from a form in a new tab, so that what was entered stays. */
export function PersonLink({ profile, newTab = false }: { profile: Person; newTab?: boolean }) {
  const name = profileName(profile)
  const text = usePersonName()(profile)
  return (
    <Link
      to={`/segments/people/${profile.id}`}
      title={text}
      target={newTab ? "_blank" : undefined}
      className={`hover:text-ui-fg-interactive focus-visible:shadow-borders-focus block max-w-[220px] truncate rounded outline-none ${name ? "text-ui-fg-base" : "text-ui-fg-subtle"}`}
    >
      {text}
    </Link>
  )
}
