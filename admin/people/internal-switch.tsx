import { Label, Switch, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { PersonDto } from "../../src/contract"
import { Section } from "../shared/section"
import { TextLink } from "../shared/text-link"
import { useRights } from "../shared/use-rights"
import { useSetInternal } from "../shared/use-set-internal"

const FIELD = "person-internal"

/** Whether a person counts: the shop's own people would make every figure wrong. */
export function InternalSwitch({ profile }: { profile: PersonDto }) {
  const { t } = useTranslation()
  const { edit } = useRights()
  const set = useSetInternal()
  const { internal, internal_by: by } = profile
  if (!edit && !internal) return null
  return (
    <Section title={t("audience.internal.title")}>
      <div className="flex items-start justify-between gap-x-3 px-6 py-4">
        <div className="min-w-0">
          <Label size="small" htmlFor={FIELD}>
            {t("audience.internal.switch")}
          </Label>
          <Text size="xsmall" className="text-ui-fg-subtle">
            {t(internal ? "audience.internal.leftOut" : "audience.internal.counts")}
          </Text>
          {internal && by && (
            <Text size="xsmall" className="text-ui-fg-subtle mt-1">
              {t(`audience.internal.by.${by}`)} <TextLink to="/segments/settings/internal">{t("audience.internal.all")}</TextLink>
            </Text>
          )}
        </div>
        <Switch
          className="shrink-0"
          id={FIELD}
          size="small"
          checked={set.isPending ? set.variables.internal : internal}
          disabled={!edit || set.isPending}
          onCheckedChange={(next) => set.mutate({ profile, internal: next, before: by === "admin" ? internal : null })}
        />
      </div>
    </Section>
  )
}
