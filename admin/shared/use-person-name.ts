import { useTranslation } from "react-i18next"
import { HIDDEN, type ProfileDto } from "../../src/contract"
import { profileName, shortId } from "./profile-name"

/** What to call a person: "Anonymous 3f9a21" where nothing better is known, "Customer 3f9a21" where the admin may not know more. */
export function usePersonName(): (profile: Pick<ProfileDto, "id" | "email" | "first_name" | "last_name">) => string {
  const { t } = useTranslation()
  return (profile) =>
    profileName(profile) ?? t(`audience.person.${profile.email === HIDDEN ? "unnamed" : "anonymous"}`, { id: shortId(profile.id) })
}
