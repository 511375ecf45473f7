import { useTranslation } from "react-i18next"
import { Link } from "react-router-dom"
import type { ProfileDto } from "../../src/contract"
import { profileName, shortId } from "./profile-name"

type Person = Pick<ProfileDto, "id" | "email" | "first_name" | "last_name">

/** A person's name, or "Anonymous 3f9a21", leading to their page. */
export function PersonLink({ profile }: { profile: Person }) {
  const { t } = useTranslation()
  const name = profileName(profile)
  const text = name ?? t("audience.person.anonymous", { id: shortId(profile.id) })
  return (
    <Link
      to={`/segments/people/${profile.id}`}
      title={text}
      className={`hover:text-ui-fg-interactive focus-visible:shadow-borders-focus block max-w-[220px] truncate rounded outline-none ${name ? "text-ui-fg-base" : "text-ui-fg-subtle"}`}
    >
      {text}
    </Link>
  )
}
