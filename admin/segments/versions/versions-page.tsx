import { Button } from "@medusajs/ui"
import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import type { SegmentDto, SegmentVersion } from "../../../src/contract"
import { api } from "../../shared/client"
import { retry } from "../../shared/queries"
import { Section } from "../../shared/section"
import { SegmentFrame } from "../../shared/segment-frame"
import { ErrorState, LoadingRows } from "../../shared/states"
import { useRights } from "../../shared/use-rights"
import { RestorePrompt } from "./restore-prompt"
import { VersionItem } from "./version-item"

const PAGE = 25

/** The definitions a segment has had, what each changed, and a way back to them. */
export function VersionsPage() {
  return <SegmentFrame tab="versions">{(segment) => <Versions key={segment.id} segment={segment} />}</SegmentFrame>
}

function Versions({ segment }: { segment: SegmentDto }) {
  const { t, i18n } = useTranslation()
  const { edit } = useRights()
  const [shown, setShown] = useState(PAGE)
  const [asked, setAsked] = useState<SegmentVersion | null>(null)
  const { data, error, refetch } = useQuery({
    // The version is part of the key: what somebody else saves meanwhile appears with the segment's head.
    queryKey: ["audience", "of-segment", segment.id, "versions", segment.version, i18n.language],
    queryFn: async ({ signal }) => (await api.get<{ versions: SegmentVersion[] }>(`/segments/${segment.id}/versions`, {}, signal)).versions,
    retry,
  })
  return (
    <Section title={t("audience.versions.title")} help={t("audience.versions.help")}>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !data && <LoadingRows rows={4} className="h-10" />}
      {data && (
        <ol className="divide-y" aria-label={t("audience.versions.title")}>
          {data.slice(0, shown).map((version) => (
            <VersionItem
              key={version.version}
              version={version}
              isCurrent={version.version === segment.version}
              {...(edit && version.rule && isOther(version, segment) ? { onRestore: () => setAsked(version) } : {})}
            />
          ))}
        </ol>
      )}
      {data && data.length > shown && (
        <div className="flex justify-center py-3">
          <Button size="small" variant="transparent" onClick={() => setShown(shown + PAGE)}>
            {t("audience.versions.more")}
          </Button>
        </div>
      )}
      {asked && <RestorePrompt segment={segment} version={asked} onClose={() => setAsked(null)} />}
    </Section>
  )
}

/** Whether restoring a version would change anything. */
function isOther({ name, description, rule }: SegmentVersion, segment: SegmentDto): boolean {
  if (JSON.stringify(rule) !== JSON.stringify(segment.rule)) return true
  return name !== null && (name !== segment.name || description !== segment.description)
}
