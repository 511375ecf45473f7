import { Button } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { Combobox } from "../../shared/combobox"
import { useFamilyName } from "../../shared/family-badge"
import { useCatalogue } from "../../shared/queries"
import { SearchBox } from "../../shared/search-box"
import { isNarrowed, type ListView } from "./list-view"

const STATES = ["fresh", "computing", "failed"] as const
const KINDS = ["dynamic", "static"] as const

/** Search and filters of the list of segments. Archived ones are a state of their own here: they are listed only when asked for. */
export function ListFilters({ view, onChange }: { view: ListView; onChange: (next: Partial<ListView>) => void }) {
  const { t } = useTranslation()
  const { data: catalogue } = useCatalogue()
  const familyName = useFamilyName()
  const families = catalogue?.families.map(({ id }) => id) ?? view.families
  return (
    <div className="flex flex-wrap items-center gap-2 px-6 py-3">
      <SearchBox label={t("audience.segments.search")} value={view.q} onChange={(q) => onChange({ q })} className="w-full sm:w-56" />
      <Combobox
        label={t("audience.segments.family")}
        options={families.map((value) => ({ value, label: familyName(value) }))}
        values={view.families}
        onChange={(next) => onChange({ families: next })}
        multiple
      />
      <Combobox
        label={t("audience.segments.status")}
        options={STATES.map((value) => ({ value, label: t(`audience.segments.states.${value}`) }))}
        values={view.archived ? ["archived"] : view.states}
        onChange={(next) => {
          const archived = next.includes("archived") && !view.archived
          onChange({ archived, states: archived ? [] : next.filter((state) => state !== "archived") })
        }}
        multiple
      />
      <Combobox
        label={t("audience.segments.kind")}
        options={KINDS.map((value) => ({ value, label: t(`audience.segments.kinds.${value}`) }))}
        values={view.kinds}
        onChange={(next) => onChange({ kinds: next })}
        multiple
      />
      {isNarrowed(view) && (
        <Button
          type="button"
          size="small"
          variant="transparent"
          onClick={() => onChange({ q: "", families: [], states: [], kinds: [], archived: false })}
        >
          {t("audience.segments.clearFilters")}
        </Button>
      )}
    </div>
  )
}
