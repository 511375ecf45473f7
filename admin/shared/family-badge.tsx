import { Badge } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { useCatalogue } from "./queries"

const COLORS = { visit: "blue", behavior: "purple", purchase: "green", attribute: "orange" } as const

/** Which family of fields a segment rests on. A family that the shop added has its own name, from the catalogue. */
export function FamilyBadge({ family }: { family: string }) {
  const name = useFamilyName()
  return (
    <Badge size="2xsmall" color={family in COLORS ? COLORS[family as keyof typeof COLORS] : "grey"} className="whitespace-nowrap">
      {name(family)}
    </Badge>
  )
}

/** A family's name in the admin's language. */
export function useFamilyName(): (family: string) => string {
  const { t } = useTranslation()
  const { data } = useCatalogue()
  return (family) => t(`audience.families.${family}`, { defaultValue: data?.families.find(({ id }) => id === family)?.label ?? family })
}
