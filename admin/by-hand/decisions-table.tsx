import { Badge } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { ManualMember, SegmentDto } from "../../src/contract"
import { DecidedTable, TakeBack } from "../shared/decided-table"
import { Cut } from "../shared/fitting-table"
import { useAdminName } from "../shared/use-admin-name"
import { useDecide } from "../shared/use-decide"
import { useFormats } from "../shared/use-formats"
import { usePersonName } from "../shared/use-person-name"
import { useRights } from "../shared/use-rights"

/** What was decided about whom, when and by whom; each decision can be taken back. */
export function DecisionsTable({ segment, decisions }: { segment: SegmentDto; decisions: ManualMember[] }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const nameOf = usePersonName()
  const adminName = useAdminName()
  const decide = useDecide()
  const { edit } = useRights()
  const kind = {
    id: "decision",
    head: t("audience.byHand.decision"),
    cell: (decision: ManualMember) => (
      <Badge size="2xsmall" color={decision.kind === "added" ? "green" : "red"}>
        {t(`audience.byHand.kinds.${decision.kind}`)}
      </Badge>
    ),
  }
  return (
    <DecidedTable
      rows={decisions}
      profileOf={({ profile }) => profile}
      columns={[
        // All there is of most static segments are additions.
        ...(segment.kind === "dynamic" || segment.exclusions > 0 ? [kind] : []),
        { id: "when", head: t("audience.byHand.when"), cell: ({ created_at: at }) => <time dateTime={at}>{formats.dateTime(at)}</time> },
        { id: "by", head: t("audience.byHand.by"), cell: ({ created_by: by }) => <Cut text={adminName(by)} /> },
      ]}
      action={
        edit && !segment.archived
          ? ({ profile }) => (
              <TakeBack
                label={t("audience.byHand.removeOne", { name: nameOf(profile) })}
                onClick={() => void decide(segment, { remove: [profile.id] })}
              />
            )
          : undefined
      }
    />
  )
}
