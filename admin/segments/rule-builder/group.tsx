import { FolderOpen, Plus, Trash } from "@medusajs/icons"
import { Button, clx, IconButton, Label, Switch, Text } from "@medusajs/ui"
import { useId } from "react"
import { useTranslation } from "react-i18next"
import type { RuleGroupProps } from "react-querybuilder"
import { RULE_LIMITS } from "../../../src/contract"
import { PlainSelect } from "../../shared/plain-select"
import { useBuilder } from "./builder-context"
import type { BuilderGroup } from "./convert"
import { samePath } from "./error-place"

/** Conditions of which all or any must hold, or must not. Replaces react-querybuilder's own group. */
export function Group({ path, ruleGroup, schema, actions, translations }: RuleGroupProps) {
  const { t } = useTranslation()
  const { error } = useBuilder()
  const id = useId()
  const group = ruleGroup as BuilderGroup
  const root = path.length === 0
  const refused = error && samePath(error.path, path) ? error.text : null
  const { rule: ConditionControl, ruleGroup: GroupControl } = schema.controls
  const newRule = (): void => actions.onRuleAdd({ id: crypto.randomUUID(), field: "", operator: "", value: {} }, path)
  const newGroup = (): void =>
    actions.onGroupAdd({ id: crypto.randomUUID(), combinator: group.combinator === "all" ? "any" : "all", rules: [] }, path)

  return (
    <div
      role="group"
      aria-label={t(root ? "audience.builder.rule" : "audience.builder.group")}
      className={clx("flex flex-col gap-y-2", !root && "bg-ui-bg-subtle border-ui-border-base rounded-xl border p-2 sm:p-3")}
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <div className="flex items-center gap-x-2">
          <Text size="small" className="text-ui-fg-subtle">
            {t("audience.builder.match")}
          </Text>
          <PlainSelect
            label={t("audience.builder.combinator")}
            value={group.combinator}
            options={(["all", "any"] as const).map((value) => ({ value, label: t(`audience.builder.${value}`) }))}
            onChange={(next) => actions.onPropChange("combinator", next, path)}
          />
        </div>
        <div className="flex items-center gap-x-1.5">
          <Switch
            size="small"
            id={`${id}-not`}
            checked={group.not ?? false}
            onCheckedChange={(not) => actions.onPropChange("not", not || undefined, path)}
          />
          <Label size="xsmall" htmlFor={`${id}-not`} className="text-ui-fg-subtle">
            {t("audience.builder.not")}
          </Label>
        </div>
        {!root && (
          <IconButton
            type="button"
            size="small"
            variant="transparent"
            className="ml-auto"
            aria-label={t("audience.builder.removeGroup")}
            onClick={() => actions.onGroupRemove(path)}
          >
            <Trash />
          </IconButton>
        )}
      </div>
      {group.rules.map((node, index) => {
        const shared = { path: [...path, index], schema, actions, translations }
        return (
          <div key={node.id ?? index} className="flex flex-col gap-y-2">
            {index > 0 && (
              <Text size="xsmall" weight="plus" className="text-ui-fg-muted px-2 uppercase">
                {t(`audience.builder.between.${group.combinator}`)}
              </Text>
            )}
            {"rules" in node ? <GroupControl {...shared} ruleGroup={node} /> : <ConditionControl {...shared} rule={node} />}
          </div>
        )
      })}
      {refused && (
        <Text size="xsmall" role="alert" className="text-ui-fg-error">
          {refused}
        </Text>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="button" size="small" variant="secondary" onClick={newRule}>
          <Plus />
          {t("audience.builder.addCondition")}
        </Button>
        {path.length < RULE_LIMITS.depth - 1 && (
          <Button type="button" size="small" variant="transparent" className="text-ui-fg-subtle" onClick={newGroup}>
            <FolderOpen />
            {t("audience.builder.addGroup")}
          </Button>
        )}
      </div>
    </div>
  )
}
