import { Text } from "@medusajs/ui"
import { useIsFetching, useQueryClient } from "@tanstack/react-query"
import { useMemo } from "react"
import { useTranslation } from "react-i18next"
import type { Catalogue, FieldValue, RuleGroup } from "../../../src/contract"
import { useFormats } from "../../shared/use-formats"
import { ruleText } from "./rule-text"

/** The rule in words, as it is being edited. */
export function RuleSentence({ rule, catalogue }: { rule: RuleGroup; catalogue: Catalogue }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const cache = useQueryClient()
  // Names of products and segments arrive with the suggestions that the editors ask for.
  useIsFetching({ queryKey: ["audience", "values"] })
  const fields = useMemo(
    () => new Map(catalogue.families.flatMap((family) => family.fields).map((field) => [field.field, field])),
    [catalogue]
  )
  const nameOf = (field: string, dimension: string | undefined, value: string): string =>
    cache
      .getQueriesData<FieldValue[]>({ queryKey: ["audience", "values", field, dimension] })
      .flatMap(([, values]) => values ?? [])
      .find((found) => found.value === value)?.label ?? value
  return (
    <div className="bg-ui-bg-subtle px-6 py-4">
      <Text size="xsmall" weight="plus" className="text-ui-fg-subtle">
        {t("audience.sentence.title")}
      </Text>
      <Text size="small" className="text-ui-fg-base break-words" aria-live="polite" data-testid="rule-sentence">
        {t("audience.sentence.people", { rule: ruleText(rule, { t, formats, fields, nameOf }) })}
      </Text>
    </div>
  )
}
