import { Label, Switch, Text, toast } from "@medusajs/ui"
import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import type { SegmentDto, SegmentOverview } from "../../src/contract"
import { api, errorMessage } from "../shared/client"
import { Figure, Figures } from "../shared/figure"
import { retry } from "../shared/queries"
import { Section } from "../shared/section"
import { useSaveSegment } from "../shared/segment-actions"
import { SegmentFrame } from "../shared/segment-frame"
import { ErrorState } from "../shared/states"
import { useFormats } from "../shared/use-formats"
import { useRights } from "../shared/use-rights"
import { ByHandSummary } from "./by-hand-summary"
import { Moves } from "./moves"
import { TopUsers } from "./top-users"
import { TrendSection } from "../shared/trend-section"
import { Uses } from "./uses"

/** The head figures of a segment, its course, its most active people and what it asks. */
export function OverviewPage() {
  return <SegmentFrame tab="overview">{(segment) => <Overview key={segment.id} segment={segment} />}</SegmentFrame>
}

function Overview({ segment }: { segment: SegmentDto }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery({
    queryKey: ["audience", "of-segment", segment.id, "overview"],
    queryFn: ({ signal }) => api.get<SegmentOverview>(`/segments/${segment.id}/overview`, {}, signal),
    staleTime: 5_000,
    refetchInterval: 15_000,
    retry,
  })
  return (
    <>
      <Section title={t("audience.overview.figures")}>
        {error && !data ? <ErrorState error={error} onRetry={() => void refetch()} /> : <OverviewFigures overview={data} />}
      </Section>
      <TrendSection segmentId={segment.id} days={90} enabled={data !== undefined || error !== null} />
      <div className="flex flex-col gap-2 xl:flex-row xl:items-start">
        <div className="min-w-0 flex-1">
          <TopUsers users={data?.top_users} failed={error !== null} />
          <div className="mt-2">
            <Moves overview={data} failed={error !== null} />
          </div>
        </div>
        <div className="flex flex-col gap-y-2 xl:w-80">
          <Definition segment={segment} />
          <Uses uses={data?.uses} published={segment.published} failed={error !== null} />
        </div>
      </div>
    </>
  )
}

function OverviewFigures({ overview }: { overview: SegmentOverview | undefined }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const number = (value: number | undefined): string | undefined => (value === undefined ? undefined : formats.number(value))
  const figure = (name: string, value: string | undefined, detail?: string | null) => (
    <Figure label={t(`audience.overview.${name}`)} help={t(`audience.overview.${name}Help`)} value={value} detail={detail} />
  )
  const partOfMembers = (value: number): string => formats.percent(overview?.members ? value / overview.members : 0)
  return (
    <Figures>
      {figure("members", number(overview?.members))}
      {figure(
        "share",
        overview && formats.percent(overview.share),
        overview ? t("audience.overview.ofAll", { total: formats.number(overview.total), count: overview.total }) : null
      )}
      {figure(
        "active",
        number(overview?.active_7d),
        overview ? t("audience.overview.ofMembers", { share: partOfMembers(overview.active_7d) }) : null
      )}
      {figure("entered", number(overview?.entered_7d))}
      {figure("left", number(overview?.left_7d))}
      {figure(
        "identified",
        number(overview?.identified),
        overview
          ? t("audience.overview.anonymous", {
              number: formats.number(overview.members - overview.identified),
              count: overview.members - overview.identified,
            })
          : null
      )}
      {figure("revenue", overview && formats.money(overview.revenue, overview.currency))}
      {figure("average", overview && formats.money(overview.members ? overview.revenue / overview.members : 0, overview.currency))}
    </Figures>
  )
}

function Definition({ segment }: { segment: SegmentDto }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const save = useSaveSegment(segment.id)
  const { edit } = useRights()
  return (
    <Section title={t("audience.overview.definition")}>
      <div className="px-6 py-4">
        <Text size="small" className="break-words" data-testid="rule-text">
          {segment.kind === "static" ? t("audience.overview.static") : segment.rule_text}
        </Text>
        {segment.kind === "dynamic" && (
          <Text size="xsmall" className="text-ui-fg-subtle mt-2">
            {t("audience.overview.version", { version: segment.version, at: formats.dateTime(segment.updated_at) })}
          </Text>
        )}
      </div>
      {segment.additions + segment.exclusions > 0 && <ByHandSummary segment={segment} />}
      <div className="flex items-start justify-between gap-x-3 px-6 py-4">
        <div>
          <Label size="small" htmlFor="segment-published">
            {t("audience.form.published")}
          </Label>
          <Text size="xsmall" className="text-ui-fg-subtle">
            {t("audience.form.publishedHelp")}
          </Text>
        </div>
        <Switch
          className="shrink-0"
          id="segment-published"
          size="small"
          checked={save.isPending ? (save.variables.published ?? segment.published) : segment.published}
          disabled={save.isPending || !edit}
          onCheckedChange={(published) => save.mutate({ published }, { onError: (error) => toast.error(errorMessage(error)) })}
        />
      </div>
      <div className="px-6 py-4">
        <Text size="xsmall" className="text-ui-fg-subtle">
          {t("audience.overview.handle")}
        </Text>
        <code className="txt-compact-small text-ui-fg-subtle break-all">{segment.handle}</code>
      </div>
    </Section>
  )
}
