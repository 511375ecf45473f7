import { Badge, Table } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { ManualMember, SegmentDto } from "../../src/contract"
import { DecidedTable, TakeBack } from "../shared/decided-table"
import { PersonLink } from "../shared/person-link"
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
  // All there is of most static segments are additions.
  const both = segment.kind === "dynamic" || segment.exclusions > 0
  const columns = [...(both ? [t("audience.byHand.decision")] : []), t("audience.byHand.when"), t("audience.byHand.by")]
  return (
    <div className="overflow-x-auto">
      <DecidedTable columns={columns}>
        {decisions.map(({ profile, kind, created_at: at, created_by: by }) => (
          <Table.Row key={profile.id}>
            <Table.Cell>
              <PersonLink profile={profile} />
            </Table.Cell>
            {both && (
              <Table.Cell>
                <Badge size="2xsmall" color={kind === "added" ? "green" : "red"}>
                  {t(`audience.byHand.kinds.${kind}`)}
                </Badge>
              </Table.Cell>
            )}
            <Table.Cell className="whitespace-nowrap">
              <time dateTime={at}>{formats.dateTime(at)}</time>
            </Table.Cell>
            <Table.Cell className="max-w-[200px] truncate" title={adminName(by)}>
              {adminName(by)}
            </Table.Cell>
            <Table.Cell className="text-right">
              {edit && !segment.archived && (
                <TakeBack
                  label={t("audience.byHand.removeOne", { name: nameOf(profile) })}
                  onClick={() => void decide(segment, { remove: [profile.id] })}
                />
              )}
            </Table.Cell>
          </Table.Row>
        ))}
      </DecidedTable>
    </div>
  )
}
