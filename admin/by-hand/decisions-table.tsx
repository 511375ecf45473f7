import { Badge, Button, Table } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { ManualMember, SegmentDto } from "../../src/contract"
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
  return (
    <div className="overflow-x-auto">
      <Table>
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell>{t("audience.members.person")}</Table.HeaderCell>
            {both && <Table.HeaderCell>{t("audience.byHand.decision")}</Table.HeaderCell>}
            <Table.HeaderCell>{t("audience.byHand.when")}</Table.HeaderCell>
            <Table.HeaderCell>{t("audience.byHand.by")}</Table.HeaderCell>
            <Table.HeaderCell>
              <span className="sr-only">{t("audience.attributeSettings.actions")}</span>
            </Table.HeaderCell>
          </Table.Row>
        </Table.Header>
        <Table.Body>
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
                  <Button
                    size="small"
                    variant="transparent"
                    aria-label={t("audience.byHand.removeOne", { name: nameOf(profile) })}
                    onClick={() => void decide(segment, { remove: [profile.id] })}
                  >
                    {t("audience.actions.remove")}
                  </Button>
                )}
              </Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </div>
  )
}
