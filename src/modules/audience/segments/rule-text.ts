import sql from "sql-template-tag"
import { isRuleGroup, type RuleNode } from "../../../contract"
import type { FieldSet } from "../families"
import type { Queryable } from "../lib/database"
import { conditionText, type NameOf } from "./condition-text"

/** A rule as an English sentence, with names where Medusa has ids. */
export async function describeRule(rule: RuleNode | null, fields: FieldSet, db: Queryable): Promise<string> {
  if (!rule) return "Chosen by hand"
  const names = await namesIn(rule, db)
  const text = nodeText(rule, fields, (value) => names.get(value) ?? value, true)
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function nodeText(node: RuleNode, fields: FieldSet, name: NameOf, outermost: boolean): string {
  if (!isRuleGroup(node)) return conditionText(node, fields, name)
  if (node.rules.length === 0) return (node.match === "all") === !node.not ? "everybody" : "nobody"
  const single = node.rules.length === 1
  const text = node.rules
    .map((child) => nodeText(child, fields, name, outermost && single && !node.not))
    .join(node.match === "all" ? " and " : " or ")
  if (node.not) return `not (${text})`
  return outermost || single ? text : `(${text})`
}

/** Names of the products, categories, groups, segments, … whose ids stand in the rule. */
async function namesIn(rule: RuleNode, db: Queryable): Promise<Map<string, string>> {
  const ids = [...new Set(textsIn(rule))]
  if (ids.length === 0) return new Map()
  const rows = await db.rows<{ id: string; name: string }>(sql`
    select id, label as name from audience.label where id = any(${ids}::text[])
    union all select id, title from audience.product where id = any(${ids}::text[])
    union all select id, name from audience.segment where id = any(${ids}::text[])`)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

function textsIn(node: RuleNode): string[] {
  if (isRuleGroup(node)) return node.rules.flatMap(textsIn)
  const filters = [...(node.where ?? []), ...(node.steps ?? []).flatMap(({ where = [] }) => where)]
  const values = [node.value, ...filters.map(({ value }) => value)]
  return values.flatMap((value) => (Array.isArray(value) ? value : [value])).filter((value) => typeof value === "string")
}
