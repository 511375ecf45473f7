import { useTranslation } from "react-i18next"
import { profileName, shortId } from "./profile-name"
import { useProfile } from "./use-profile"
import { useSegment } from "./queries"

/** Breadcrumbs are drawn outside the pages: they share the pages' cached answers. */
export function TextCrumb({ text }: { text: string }) {
  const { t } = useTranslation()
  return <span>{t(text)}</span>
}

export function SegmentCrumb({ id = "" }: { id?: string }) {
  const { data } = useSegment(id)
  return <span className="max-w-[200px] truncate">{data?.name ?? "…"}</span>
}

export function PersonCrumb({ id = "" }: { id?: string }) {
  const { t } = useTranslation()
  const { data } = useProfile(id)
  return (
    <span className="max-w-[200px] truncate">
      {data ? (profileName(data) ?? t("audience.person.anonymous", { id: shortId(data.id) })) : "…"}
    </span>
  )
}
