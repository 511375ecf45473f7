import { StatusBadge, Table } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { TopUser } from "../../src/contract"
import { PersonLink } from "../shared/person-link"
import { Section } from "../shared/section"
import { EmptyState, LoadingRows } from "../shared/states"
import { useFormats, useNow } from "../shared/use-formats"

/** The most active members, and whether they are in the shop right now. */
export function TopUsers({ users, failed }: { users: TopUser[] | undefined; failed: boolean }) {
  const { t } = useTranslation()
  return (
    <Section title={t("audience.top.title")} help={t("audience.top.help")}>
      {!users && !failed && <LoadingRows />}
      {users?.length === 0 && <EmptyState title={t("audience.top.none")} />}
      {users && users.length > 0 && <UsersTable users={users} />}
    </Section>
  )
}

function UsersTable({ users }: { users: TopUser[] }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const now = useNow()
  return (
    <div className="overflow-x-auto">
      <Table>
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell>{t("audience.top.person")}</Table.HeaderCell>
            <Table.HeaderCell>{t("audience.top.status")}</Table.HeaderCell>
            <Table.HeaderCell className="text-right">{t("audience.top.visits")}</Table.HeaderCell>
            <Table.HeaderCell className="text-right">{t("audience.top.pageViews")}</Table.HeaderCell>
            <Table.HeaderCell className="text-right">{t("audience.top.time")}</Table.HeaderCell>
            <Table.HeaderCell>{t("audience.top.email")}</Table.HeaderCell>
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {users.map(({ profile, online, last_seen, sessions, page_views, engaged_time }) => (
            <Table.Row key={profile.id}>
              <Table.Cell>
                <PersonLink profile={profile} />
              </Table.Cell>
              <Table.Cell className="whitespace-nowrap">
                {online ? (
                  <StatusBadge color="green">{t("audience.person.online")}</StatusBadge>
                ) : last_seen ? (
                  <span title={formats.dateTime(last_seen)}>{formats.relative(last_seen, now)}</span>
                ) : (
                  t("audience.person.neverSeen")
                )}
              </Table.Cell>
              <Table.Cell className="text-right tabular-nums">{formats.number(sessions)}</Table.Cell>
              <Table.Cell className="text-right tabular-nums">{formats.number(page_views)}</Table.Cell>
              <Table.Cell className="whitespace-nowrap text-right tabular-nums">{formats.duration(engaged_time)}</Table.Cell>
              <Table.Cell className="max-w-[200px]">
                <span className="block truncate" title={profile.email ?? undefined}>
                  {profile.email ?? "–"}
                </span>
              </Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </div>
  )
}
