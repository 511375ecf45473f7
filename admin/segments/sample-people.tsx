import { Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { ProfileDto } from "../../src/contract"
import { PersonLink } from "../shared/person-link"
import { useFormats } from "../shared/use-formats"

interface SamplePeopleProps {
  title: string
  people: ProfileDto[]
  /** How many there are in all. */
  count: number
}

/** A few of the people whom a rule concerns, with when they were last seen. */
export function SamplePeople({ title, people, count }: SamplePeopleProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const more = count - people.length
  return (
    <div>
      <Text size="xsmall" weight="plus" className="text-ui-fg-subtle mb-1">
        {title}
      </Text>
      <ul className="txt-compact-small flex flex-col gap-y-1.5" aria-label={title}>
        {people.map((profile) => (
          <li key={profile.id} className="flex items-center justify-between gap-x-2">
            <PersonLink profile={profile} newTab />
            <span className="text-ui-fg-subtle whitespace-nowrap">{profile.last_seen ? formats.relative(profile.last_seen) : "–"}</span>
          </li>
        ))}
      </ul>
      {more > 0 && (
        <Text size="xsmall" className="text-ui-fg-subtle mt-1">
          {t("audience.preview.more", { count: more, number: formats.number(more) })}
        </Text>
      )}
    </div>
  )
}
