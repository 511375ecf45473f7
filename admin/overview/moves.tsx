import { Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { MembershipMove, SegmentOverview } from "../../src/contract"
import { PersonLink } from "../shared/person-link"
import { Section } from "../shared/section"
import { LoadingRows } from "../shared/states"
import { useFormats, useNow } from "../shared/use-formats"

/** Who came into the segment and who went out of it in the past seven days, by name, the latest first. */
export function Moves({ overview, failed }: { overview: SegmentOverview | undefined; failed: boolean }) {
  const { t } = useTranslation()
  return (
    <Section title={t("audience.moves.title")} help={t("audience.moves.help")}>
      {!overview && !failed && <LoadingRows rows={3} />}
      {overview && (
        <div className="grid sm:grid-cols-2 sm:divide-x">
          <MoveList title={t("audience.moves.entered")} moves={overview.entered} count={overview.entered_7d} />
          <MoveList title={t("audience.moves.left")} moves={overview.left} count={overview.left_7d} />
        </div>
      )}
    </Section>
  )
}

function MoveList({ title, moves, count }: { title: string; moves: MembershipMove[]; count: number }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const now = useNow()
  return (
    <div className="min-w-0 px-6 py-4">
      <Text size="small" weight="plus" className="mb-2">
        {title} <span className="text-ui-fg-subtle font-normal tabular-nums">{formats.number(count)}</span>
      </Text>
      {moves.length === 0 && (
        <Text size="small" className="text-ui-fg-subtle">
          {t("audience.moves.nobody")}
        </Text>
      )}
      <ul aria-label={title} className="flex flex-col gap-y-1.5">
        {moves.map(({ profile, at }) => (
          <li key={profile.id} className="txt-compact-small flex items-center justify-between gap-x-3">
            <span className="min-w-0">
              <PersonLink profile={profile} />
            </span>
            <span className="text-ui-fg-subtle shrink-0 whitespace-nowrap" title={formats.dateTime(at)}>
              {formats.relative(at, now)}
            </span>
          </li>
        ))}
      </ul>
      {count > moves.length && moves.length > 0 && (
        <Text size="xsmall" className="text-ui-fg-subtle mt-2">
          {t("audience.moves.more", { number: formats.number(count - moves.length), count: count - moves.length })}
        </Text>
      )}
    </div>
  )
}
