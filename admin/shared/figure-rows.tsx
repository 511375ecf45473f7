import { clx } from "@medusajs/ui"
import type { ReactNode } from "react"

interface FigureRowsProps {
  heads: { id: string; head: ReactNode }[]
  /** A figure for each head. */
  rows: { key: string; label: string; figures: ReactNode[] }[]
  align?: "center" | "right"
}

/** Rows of a few figures for a telephone: the label stands above its figures, so that neither is cut. */
export function FigureRows({ heads, rows, align = "right" }: FigureRowsProps) {
  const place = align === "center" ? "text-center" : "text-right"
  return (
    <div className="px-5 pb-2">
      <table className="txt-compact-xsmall text-ui-fg-subtle w-full table-fixed border-collapse">
        <thead>
          <tr>
            {heads.map(({ id, head }) => (
              <th key={id} scope="col" className={clx("truncate px-1 py-2 font-normal", place)}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        {rows.map(({ key, label, figures }) => (
          <tbody key={key} className="border-ui-border-base border-t">
            <tr>
              <th scope="rowgroup" colSpan={heads.length} className="text-ui-fg-base break-words px-1 pt-2 text-left font-normal">
                {label}
              </th>
            </tr>
            <tr>
              {figures.map((figure, at) => (
                <td key={heads[at]?.id} className={clx("px-1 pb-2 pt-1 tabular-nums", place)}>
                  {figure}
                </td>
              ))}
            </tr>
          </tbody>
        ))}
      </table>
    </div>
  )
}
