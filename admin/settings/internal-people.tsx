import { Button } from "@medusajs/ui"
import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { HIDDEN, type MemberDto } from "../../src/contract"
import { api } from "../shared/client"
import { DecidedTable, TakeBack } from "../shared/decided-table"
import { Cut } from "../shared/fitting-table"
import { PersonPicker } from "../shared/person-picker"
import { retry } from "../shared/queries"
import { Section } from "../shared/section"
import { EmptyState, ErrorState, LoadingRows } from "../shared/states"
import { useFormats } from "../shared/use-formats"
import { usePersonName } from "../shared/use-person-name"
import { useRights } from "../shared/use-rights"
import { useSetInternal } from "../shared/use-set-internal"

const PAGE = 50

interface Page {
  profiles: MemberDto[]
  count: number
  next_cursor: string | null
}

/** Everybody who is left out, with the reason, and a way to add and to remove. */
export function InternalPeople({ domains }: { domains: string[] }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { edit } = useRights()
  const set = useSetInternal()
  /** Cursors of the pages up to this one. */
  const [trail, setTrail] = useState<string[]>([])
  const cursor = trail.at(-1)
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ["audience", "people", "internal", cursor],
    queryFn: ({ signal }) =>
      api.get<Page>("/profiles", { internal: true, fields: "visit.last_seen", order: "-visit.last_seen", limit: PAGE, cursor }, signal),
    placeholderData: keepPreviousData,
    staleTime: 5_000,
    retry,
  })
  return (
    <Section
      title={t("audience.internal.people")}
      subtitle={data && data.count > 0 && t("audience.internal.leftOutCount", { number: formats.number(data.count), count: data.count })}
      actions={
        edit && (
          <PersonPicker label={t("audience.internal.add")} onPick={(profile) => set.mutate({ profile, internal: true, before: null })} />
        )
      }
    >
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !data && <LoadingRows rows={4} />}
      {data?.count === 0 && <EmptyState title={t("audience.internal.none")}>{t("audience.internal.noneHelp")}</EmptyState>}
      {data && data.profiles.length > 0 && (
        <div aria-busy={isFetching}>
          <PeopleRows profiles={data.profiles} domains={domains} set={set} />
        </div>
      )}
      {data && (trail.length > 0 || data.next_cursor) && (
        <nav aria-label={t("audience.members.pages")} className="flex justify-end gap-x-2 px-6 py-3">
          <Button size="small" variant="transparent" disabled={trail.length === 0} onClick={() => setTrail(trail.slice(0, -1))}>
            {t("audience.members.previous")}
          </Button>
          <Button
            size="small"
            variant="transparent"
            disabled={!data.next_cursor}
            onClick={() => data.next_cursor && setTrail([...trail, data.next_cursor])}
          >
            {t("audience.members.next")}
          </Button>
        </nav>
      )}
    </Section>
  )
}

interface PeopleRowsProps {
  profiles: MemberDto[]
  domains: string[]
  set: ReturnType<typeof useSetInternal>
}

function PeopleRows({ profiles, domains, set }: PeopleRowsProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const nameOf = usePersonName()
  const { edit } = useRights()
  const reasonOf = (profile: MemberDto): string => {
    const domain = domainOf(profile, domains)
    return domain ? `@${domain}` : t(profile.email === HIDDEN ? "audience.personData.hidden" : "audience.byHand.title")
  }
  return (
    <DecidedTable
      rows={profiles}
      profileOf={(profile) => profile}
      columns={[
        { id: "email", head: t("audience.top.email"), cell: ({ email }) => email && <Cut text={email} className="sm:max-w-[170px]" /> },
        {
          id: "reason",
          head: t("audience.internal.reason"),
          cell: (profile) => <Cut text={reasonOf(profile)} className="sm:max-w-[140px]" />,
        },
        {
          id: "seen",
          head: t("audience.filters.seen"),
          cell: ({ last_seen: seen }) =>
            seen ? (
              <time dateTime={seen}>{formats.dateTime(seen)}</time>
            ) : (
              <span className="text-ui-fg-subtle">{t("audience.person.neverSeen")}</span>
            ),
        },
      ]}
      action={
        edit
          ? (profile) => (
              <TakeBack
                label={t("audience.internal.removeOne", { name: nameOf(profile) })}
                disabled={set.isPending}
                onClick={() => set.mutate({ profile, internal: false, before: domainOf(profile, domains) ? null : true })}
              />
            )
          : undefined
      }
    />
  )
}

/** The domain in force that the person's address has. */
function domainOf({ email }: MemberDto, domains: string[]): string | undefined {
  const own = email?.split("@").at(-1)?.toLowerCase()
  return domains.find((domain) => domain === own)
}
