import { FolderOpen, Plus } from "@medusajs/icons"
import { Button, clx, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { update, type RuleGroupProps } from "react-querybuilder"
import { RULE_LIMITS } from "../../../src/contract"
import { PlainSelect } from "../../shared/plain-select"
import { useBuilder } from "./builder-context"
import type { BuilderGroup } from "./convert"
import { samePath } from "./error-place"
import { combinationOf, MATCHES, matchOf, type Match } from "../../shared/match-words"
import { NodeActions } from "./node-actions"

/** Conditions of which all or any must hold, or must not. Replaces react-querybuilder's own group. */
export function Group({ path, ruleGroup, schema, actions, translations, ...drag }: RuleGroupProps) {
  const { t } = useTranslation()
  const { error } = useBuilder()
  const group = ruleGroup as BuilderGroup
  const root = path.length === 0
  const refused = error && samePath(error.path, path) ? error.text : null
  const { rule: ConditionControl, ruleGroup: GroupControl } = schema.controls
  const newRule = (): void => actions.onRuleAdd({ id: crypto.randomUUID(), field: "", operator: "", value: {} }, path)
  const newGroup = (): void =>
    actions.onGroupAdd({ id: crypto.randomUUID(), combinator: group.combinator === "all" ? "any" : "all", rules: [] }, path)

  const combine = (match: Match): void => schema.dispatchQuery(update(schema.getQuery(), { ...combinationOf(match) }, path))

  return (
    <div
      ref={drag.previewRef}
      role="group"
      aria-label={t(root ? "audience.builder.rule" : "audience.builder.group")}
      className={clx(
        "flex flex-col gap-y-2",
        !root && "bg-ui-bg-subtle border-ui-border-base rounded-xl border p-2 sm:p-3",
        drag.isDragging && "opacity-40"
      )}
    >
      <div
        ref={drag.dropRef}
        className={clx("flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md", drag.isOver && "shadow-borders-interactive-with-active")}
      >
        <div className="flex min-w-0 flex-wrap items-center gap-2">
          <Text size="small" className="text-ui-fg-subtle">
            {t("audience.builder.match")}
          </Text>
          <PlainSelect
            label={t("audience.builder.combinator")}
            value={matchOf(group)}
            options={MATCHES.map((value) => ({ value, label: t(`audience.builder.matches.${value}`) }))}
            onChange={combine}
          />
        </div>
        {!root && (
          <div className="ml-auto">
            <NodeActions
              id={group.id}
              path={path}
              kind="group"
              dragRef={drag.dragRef}
              onMove={(direction) => actions.moveRule(path, direction)}
              onDuplicate={() => actions.moveRule(path, [...path.slice(0, -1), (path.at(-1) ?? 0) + 1], true)}
              onRemove={() => actions.onGroupRemove(path)}
            />
          </div>
        )}
      </div>
      {group.rules.map((node, index) => {
        const shared = { path: [...path, index], schema, actions, translations }
        return (
          <div key={node.id ?? index} className="flex flex-col gap-y-2">
            {index > 0 && (
              <Text size="xsmall" weight="plus" className="text-ui-fg-subtle px-2 uppercase">
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
