import { ChartBar, ListBullet } from "@medusajs/icons"
import { clx } from "@medusajs/ui"
import { useTranslation } from "react-i18next"

export type View = "table" | "chart"

const ICONS = { table: ListBullet, chart: ChartBar }

export function ViewToggle({ view, onChange }: { view: View; onChange: (view: View) => void }) {
  const { t } = useTranslation()
  return (
    <div role="group" aria-label={t("audience.report.view")} className="bg-ui-bg-disabled flex rounded-lg p-0.5">
      {(["table", "chart"] as const).map((name) => {
        const Icon = ICONS[name]
        return (
          <button
            key={name}
            type="button"
            aria-pressed={view === name}
            onClick={() => onChange(name)}
            className={clx(
              "txt-compact-small-plus focus-visible:shadow-borders-focus flex items-center gap-x-1.5 rounded-md px-2.5 py-1 outline-none",
              view === name ? "bg-ui-bg-base text-ui-fg-base shadow-elevation-card-rest" : "text-ui-fg-subtle"
            )}
          >
            <Icon />
            {t(`audience.report.${name}`)}
          </button>
        )
      })}
    </div>
  )
}
