import { Badge, Button, Container, Heading, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { Link, useParams } from "react-router-dom"
import { HIDDEN, type PersonDto } from "../../src/contract"
import { ErrorState, PageSkeleton } from "../shared/states"
import { useFormats, useNow } from "../shared/use-formats"
import { usePersonName } from "../shared/use-person-name"
import { useProfile } from "../shared/use-profile"
import { Attributes } from "./attributes"
import { InternalSwitch } from "./internal-switch"
import { Merges } from "./merges"
import { PersonMenu } from "./person-menu"
import { PersonSegments } from "./person-segments"
import { SegmentHistory } from "./segment-history"
import { Timeline } from "./timeline"

/** One person: who they are, which segments they are in, what they did. */
export function PersonPage() {
  const { id = "" } = useParams()
  const nameOf = usePersonName()
  const { data: profile, error, refetch } = useProfile(id)
  if (!profile) {
    return error ? (
      <Container className="p-0">
        <ErrorState error={error} onRetry={() => void refetch()} />
      </Container>
    ) : (
      <PageSkeleton />
    )
  }
  return (
    <>
      <Head profile={profile} />
      <div className="flex flex-col gap-2 xl:flex-row xl:items-start">
        <div className="min-w-0 flex-1">
          <Timeline key={profile.id} profileId={profile.id} />
        </div>
        {/* Under a timeline that goes on and on nobody would find it. */}
        <div className="order-first flex flex-col gap-y-2 xl:order-none xl:w-96">
          <PersonSegments profileId={profile.id} person={nameOf(profile)} />
          <Attributes key={profile.id} profileId={profile.id} />
          <SegmentHistory key={`history ${profile.id}`} profileId={profile.id} />
          <Merges profile={profile} />
          <InternalSwitch profile={profile} />
        </div>
      </div>
    </>
  )
}

function Head({ profile }: { profile: PersonDto }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const now = useNow()
  const name = usePersonName()(profile)
  return (
    <Container className="flex flex-wrap items-start justify-between gap-3 px-6 py-4">
      <div className="min-w-0">
        <Heading level="h1" className="truncate" title={name}>
          {name}
        </Heading>
        {profile.email && profile.email !== HIDDEN && profile.email !== name && (
          <Text size="small" className="text-ui-fg-subtle truncate" title={profile.email}>
            {profile.email}
          </Text>
        )}
        <div className="mt-2 flex flex-wrap items-center gap-2">
          <Badge size="2xsmall" color={profile.identified ? "green" : "grey"}>
            {t(profile.identified ? "audience.person.identified" : "audience.person.unidentified")}
          </Badge>
          {profile.internal && (
            <Badge size="2xsmall" color="orange" title={t("audience.internal.leftOut")}>
              {t("audience.internal.badge")}
            </Badge>
          )}
          {profile.last_seen && (
            <Text size="xsmall" className="text-ui-fg-subtle" title={formats.dateTime(profile.last_seen)}>
              {t("audience.person.lastSeen", { at: formats.relative(profile.last_seen, now) })}
            </Text>
          )}
          {profile.first_seen && (
            <Text size="xsmall" className="text-ui-fg-subtle" title={formats.dateTime(profile.first_seen)}>
              {t("audience.person.firstSeen", { at: formats.date(profile.first_seen) })}
            </Text>
          )}
        </div>
      </div>
      <div className="flex items-center gap-2">
        {profile.customer_id && (
          <Button size="small" variant="secondary" asChild>
            <Link to={`/customers/${profile.customer_id}`}>{t("audience.person.customer")}</Link>
          </Button>
        )}
        <PersonMenu profile={profile} />
      </div>
    </Container>
  )
}
