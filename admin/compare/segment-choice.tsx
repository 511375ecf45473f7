import { ChevronLeft, ChevronRight, XMarkMini } from "@medusajs/icons"
import { Text } from "@medusajs/ui"
import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { COMPARE_LIMITS } from "../../src/contract"
import { Combobox } from "../shared/combobox"
import type { SegmentOptions } from "../shared/use-segment-options"
import { moved } from "./compare-state"
import { Letter } from "./letters"

interface SegmentChoiceProps {
  ids: string[]
  choices: SegmentOptions
  onChange: (ids: string[]) => void
}

/** Which segments are compared, and in which order. */
export function SegmentChoice({ ids, choices, onChange }: SegmentChoiceProps) {
  const { t } = useTranslation()
  const { options, isLoading: loading, onSearch } = choices
  const nameOf = (id: string): string => options.find(({ value }) => value === id)?.label ?? (loading ? "…" : id)
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Combobox
        label={t("audience.compare.choose")}
        text={t("audience.compare.chosen", { count: ids.length, most: COMPARE_LIMITS.most })}
        options={options}
        values={ids}
        multiple
        loading={loading}
        onSearch={onSearch}
        onChange={(next) => onChange(next.slice(0, COMPARE_LIMITS.most))}
      />
      <ol className="flex min-w-0 flex-wrap items-center gap-1.5">
        {ids.map((id, place) => (
          <li
            key={id}
            className="bg-ui-bg-component shadow-elevation-card-rest flex min-w-0 max-w-[260px] items-center gap-x-1 rounded-md py-0.5 pl-1 pr-0.5"
          >
            <Letter place={place} />
            <Text size="small" leading="compact" className="truncate px-1" title={nameOf(id)}>
              {nameOf(id)}
            </Text>
            {place > 0 && (
              <ChipButton label={t("audience.compare.earlier", { name: nameOf(id) })} onClick={() => onChange(moved(ids, id, -1))}>
                <ChevronLeft className="h-3.5 w-3.5" />
              </ChipButton>
            )}
            {place < ids.length - 1 && (
              <ChipButton label={t("audience.compare.later", { name: nameOf(id) })} onClick={() => onChange(moved(ids, id, 1))}>
                <ChevronRight className="h-3.5 w-3.5" />
              </ChipButton>
            )}
            <ChipButton
              label={t("audience.compare.remove", { name: nameOf(id) })}
              onClick={() => onChange(ids.filter((other) => other !== id))}
            >
              <XMarkMini />
            </ChipButton>
          </li>
        ))}
      </ol>
    </div>
  )
}

function ChipButton({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onClick}
      className="text-ui-fg-muted hover:text-ui-fg-base focus-visible:shadow-borders-focus flex h-5 w-5 items-center justify-center rounded outline-none"
    >
      {children}
    </button>
  )
}
