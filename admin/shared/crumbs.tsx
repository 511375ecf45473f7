import { useTranslation } from "react-i18next"
import { usePersonName } from "./use-person-name"
import { useProfile } from "./use-profile"
import { useSegment } from "./queries"

/** Breadcrumbs are drawn outside the pages: they share the pages' cached answers. */
export function TextCrumb({ text }: { text: string }) {
  const { t } = useTranslation()
  return <span className="whitespace-nowrap">{t(text)}</span>
}

export function SegmentCrumb({ id = "" }: { id?: string }) {
  const { data } = useSegment(id)
  return <span className="inline-block max-w-[200px] truncate align-bottom">{data?.name ?? "…"}</span>
}

export function PersonCrumb({ id = "" }: { id?: string }) {
  const nameOf = usePersonName()
  const { data } = useProfile(id)
  return <span className="inline-block max-w-[200px] truncate align-bottom">{data ? nameOf(data) : "…"}</span>
}
