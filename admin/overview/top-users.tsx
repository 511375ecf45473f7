import { StatusBadge } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { TopUser } from "../../src/contract"
import { Cut, FittingTable } from "../shared/fitting-table"
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
  const column = (id: "visits" | "pageViews" | "time", text: (user: TopUser) => string) => ({
    ...{ id, head: t(`audience.top.${id}`), numeric: true, cell: text },
  })
  return (
    <FittingTable
      rows={users}
      keyOf={({ profile }) => profile.id}
      columns={[
        { id: "person", head: t("audience.top.person"), cell: ({ profile }) => <PersonLink profile={profile} /> },
        { id: "status", head: t("audience.top.status"), cell: (user) => <Status user={user} /> },
        column("visits", ({ sessions }) => formats.number(sessions)),
        column("pageViews", ({ page_views }) => formats.number(page_views)),
        column("time", ({ engaged_time }) => formats.duration(engaged_time)),
        {
          id: "email",
          head: t("audience.top.email"),
          cell: ({ profile }) => profile.email && <Cut text={profile.email} className="sm:max-w-[150px] 2xl:max-w-[240px]" />,
        },
      ]}
    />
  )
}

function Status({ user: { online, last_seen: seen } }: { user: TopUser }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const now = useNow()
  if (online) return <StatusBadge color="green">{t("audience.person.online")}</StatusBadge>
  return seen ? <span title={formats.dateTime(seen)}>{formats.relative(seen, now)}</span> : t("audience.person.neverSeen")
}
