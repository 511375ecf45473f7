import { Text } from "@medusajs/ui"
import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import type { ManualMember, SegmentDto } from "../../src/contract"
import { api } from "../shared/client"
import { retry } from "../shared/queries"
import { TextLink } from "../shared/text-link"
import { useAdminName } from "../shared/use-admin-name"
import { useFormats } from "../shared/use-formats"

/** How many people were included and excluded by hand, and who decided last. */
export function ByHandSummary({ segment }: { segment: SegmentDto }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const adminName = useAdminName()
  const { data: latest } = useQuery({
    queryKey: ["audience", "of-segment", segment.id, "manual", "latest"],
    queryFn: async ({ signal }) =>
      (await api.get<{ manual: ManualMember[] }>(`/segments/${segment.id}/manual`, { limit: 1 }, signal)).manual[0] ?? null,
    staleTime: 5_000,
    retry,
  })
  const counts = [
    segment.additions > 0 && t("audience.byHand.includedCount", { number: formats.number(segment.additions), count: segment.additions }),
    segment.exclusions > 0 && t("audience.byHand.excludedCount", { number: formats.number(segment.exclusions), count: segment.exclusions }),
  ].filter((part) => part !== false)
  return (
    <div className="px-6 py-4" data-testid="by-hand-summary">
      <Text size="small">
        <TextLink to={`/segments/${segment.id}/by-hand`}>{counts.join(", ")}</TextLink>
      </Text>
      {latest && (
        <Text size="xsmall" className="text-ui-fg-subtle mt-1">
          {t("audience.byHand.latest", { who: adminName(latest.created_by), at: formats.dateTime(latest.created_at) })}
        </Text>
      )}
    </div>
  )
}
