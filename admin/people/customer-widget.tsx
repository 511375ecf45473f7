import { Badge, Button, Container, Heading, Skeleton, Text } from "@medusajs/ui"
import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { Link } from "react-router-dom"
import type { MembersPage } from "../../src/contract"
import { api, errorMessage } from "../shared/client"
import { retry } from "../shared/queries"
import { useFormats, useNow } from "../shared/use-formats"
import { useProfileSegments } from "../shared/use-profile-segments"
import { RecentActivity } from "./recent-activity"

type ProfilesPage = Omit<MembersPage, "members"> & { profiles: MembersPage["members"] }

/** On a customer's page: their segments and visits. */
export function CustomerWidget({ data: customer }: { data: { id: string } }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery({
    queryKey: ["audience", "of-customer", customer.id],
    queryFn: async ({ signal }) =>
      (
        await api.get<ProfilesPage>(
          "/profiles",
          { customer_id: customer.id, fields: "visit.sessions,visit.last_seen,visit.engaged_time", limit: 1 },
          signal
        )
      ).profiles[0] ?? null,
    staleTime: 5_000,
    retry,
  })
  return (
    <Container role="region" aria-label={t("audience.widget.title")} className="divide-y p-0">
      <div className="flex items-center justify-between px-6 py-4">
        <Heading level="h2">{t("audience.widget.title")}</Heading>
        {data && (
          <Button size="small" variant="transparent" asChild>
            <Link to={`/segments/people/${data.id}`}>{t("audience.widget.open")}</Link>
          </Button>
        )}
      </div>
      {error && data === undefined && (
        <div className="flex items-center justify-between gap-x-2 px-6 py-4" role="alert">
          <Text size="small" className="text-ui-fg-error">
            {errorMessage(error)}
          </Text>
          <Button size="small" variant="secondary" onClick={() => void refetch()}>
            {t("audience.actions.retry")}
          </Button>
        </div>
      )}
      {!error && data === undefined && <Lines />}
      {data === null && (
        <Text size="small" className="text-ui-fg-subtle px-6 py-4">
          {t("audience.widget.unknown")}
        </Text>
      )}
      {data && <Facts profile={data} />}
    </Container>
  )
}

function Lines() {
  return (
    <div className="flex flex-col gap-y-2 px-6 py-4">
      <Skeleton className="h-5 w-full rounded-md" />
      <Skeleton className="h-5 w-2/3 rounded-md" />
    </div>
  )
}

function Facts({ profile }: { profile: MembersPage["members"][number] }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const now = useNow()
  const sessions = profile.values["visit.sessions"]
  const time = profile.values["visit.engaged_time"]
  const fact = (label: string, value: string, title?: string) => (
    <div className="txt-compact-small grid grid-cols-2 gap-x-4 px-6 py-3">
      <dt className="text-ui-fg-subtle">{label}</dt>
      <dd title={title}>{value}</dd>
    </div>
  )
  return (
    <>
      {profile.last_seen ? (
        <dl className="divide-y">
          {fact(t("audience.widget.lastSeen"), formats.relative(profile.last_seen, now), formats.dateTime(profile.last_seen))}
          {fact(t("audience.widget.visits"), formats.number(typeof sessions === "number" ? sessions : 0))}
          {fact(t("audience.widget.time"), formats.duration(typeof time === "number" ? time : 0))}
        </dl>
      ) : (
        <Text size="small" className="text-ui-fg-subtle px-6 py-4">
          {t("audience.widget.noVisits")}
        </Text>
      )}
      <WidgetSegments profileId={profile.id} />
      <RecentActivity profileId={profile.id} />
    </>
  )
}

function WidgetSegments({ profileId }: { profileId: string }) {
  const { t } = useTranslation()
  const { data: segments, error } = useProfileSegments(profileId)
  if (error && !segments) return <Text className="text-ui-fg-error px-6 py-4">{errorMessage(error)}</Text>
  if (!segments) return <Lines />
  return (
    <div className="px-6 py-4">
      <Text size="small" className="text-ui-fg-subtle mb-2">
        {segments.length === 0 ? t("audience.person.noSegments") : t("audience.widget.segments", { count: segments.length })}
      </Text>
      <div className="flex flex-wrap gap-1.5">
        {segments.map(({ id, name }) => (
          <Link key={id} to={`/segments/${id}`} title={name} className="max-w-full">
            <Badge size="2xsmall" className="max-w-full">
              <span className="truncate">{name}</span>
            </Badge>
          </Link>
        ))}
      </div>
    </div>
  )
}
