import { Badge, Button, Drawer, StatusBadge, Text } from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "react-router-dom"
import type { SegmentDto, SegmentExplanation, SegmentMembersInput } from "../../src/contract"
import { DrawerHead } from "../shared/drawer-head"
import { useSegment } from "../shared/queries"
import { ErrorState, LoadingRows } from "../shared/states"
import { useDecide } from "../shared/use-decide"
import { useFormats, useNow } from "../shared/use-formats"
import { useRights } from "../shared/use-rights"
import { ExplainedRule } from "./explained-rule"
import { useExplanation } from "./use-explanation"

interface WhyDrawerProps {
  profileId: string
  /** What to call the person. */
  person: string
  segmentId: string
  onClose: () => void
}

/** Why a person is in a segment, or is not: the verdict, when it changes by itself, and each condition with what decided it. */
export function WhyDrawer({ profileId, person, segmentId, onClose }: WhyDrawerProps) {
  const { t } = useTranslation()
  const { edit } = useRights()
  const { data: segment } = useSegment(segmentId)
  const { data, error, refetch } = useExplanation(profileId, segmentId)
  return (
    <Drawer open onOpenChange={(open) => !open && onClose()}>
      <Drawer.Content>
        <DrawerHead title={segment?.name ?? t("audience.why.title")} description={t("audience.why.about", { person })} />
        <Drawer.Body className="flex flex-col gap-y-4 overflow-y-auto p-0">
          {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
          {!error && !data && <LoadingRows rows={6} />}
          {data && (
            <div className="divide-y">
              <Verdict why={data} />
              {data.rule && (
                <div className="px-6 py-4" data-testid="why-rule">
                  <ExplainedRule rule={data.rule} />
                </div>
              )}
            </div>
          )}
        </Drawer.Body>
        <Drawer.Footer>
          {segment && data && edit && !segment.archived && !data.internal && <Decide segment={segment} profileId={profileId} why={data} />}
          {segment && (
            <Button size="small" variant="secondary" asChild>
              <Link to={`/segments/${segmentId}`}>{t("audience.why.open")}</Link>
            </Button>
          )}
        </Drawer.Footer>
      </Drawer.Content>
    </Drawer>
  )
}

function Verdict({ why }: { why: SegmentExplanation }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const now = useNow()
  const { result, member, manual, internal, rule, changes_at: at } = why
  const reason = internal ? "internal" : (manual ?? (rule ? (result ? "fits" : "doesNotFit") : "notChosen"))
  return (
    <div className="flex flex-col gap-y-2 px-6 py-4" data-testid="why-verdict">
      <div className="flex flex-wrap items-center gap-2">
        <StatusBadge color={member ? "green" : "grey"}>{t(member ? "audience.why.member" : "audience.why.noMember")}</StatusBadge>
        {manual && <Badge size="2xsmall">{t("audience.byHand.title")}</Badge>}
      </div>
      <Text size="small">{t(`audience.why.reason.${reason}`)}</Text>
      {member !== result && (
        <Text size="small" className="text-ui-fg-subtle">
          {t(result ? "audience.why.entersSoon" : "audience.why.leavesSoon")}
        </Text>
      )}
      {at && (
        <Text size="small" weight="plus">
          {t(result ? "audience.why.leavesAt" : "audience.why.entersAt", { at: formats.dateTime(at), in: formats.relative(at, now) })}
        </Text>
      )}
      {!at && rule && !manual && !internal && (
        <Text size="xsmall" className="text-ui-fg-subtle">
          {t("audience.why.stays")}
        </Text>
      )}
    </div>
  )
}

/** The decision by hand that would change the verdict, or the way back from the one that stands. */
function Decide({ segment, profileId, why }: { segment: SegmentDto; profileId: string; why: SegmentExplanation }) {
  const { t } = useTranslation()
  const decide = useDecide()
  const [busy, setBusy] = useState(false)
  const act = async (decisions: SegmentMembersInput): Promise<void> => {
    setBusy(true)
    await decide(segment, decisions)
    setBusy(false)
  }
  const ids = [profileId]
  const [name, decisions] = why.manual
    ? (["takeBack", { remove: ids }] as const)
    : why.result
      ? (["exclude", { exclude: ids }] as const)
      : (["include", { add: ids }] as const)
  return (
    <Button type="button" size="small" variant="secondary" isLoading={busy} onClick={() => void act(decisions)}>
      {t(`audience.why.${name}`)}
    </Button>
  )
}
