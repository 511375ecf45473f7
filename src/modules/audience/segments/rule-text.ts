import sql from "sql-template-tag"
import { isRuleGroup, type RuleCondition, type RuleNode } from "../../../contract"
import type { FieldSet } from "../families"
import type { Queryable } from "../lib/database"
import { conditionText } from "./condition-text"
import { phrasesOf, type Phrases } from "./phrases"
import type { Telling } from "./telling"

/** A rule as a sentence, with names where Medusa has ids. */
export async function describeRule(rule: RuleNode | null, fields: FieldSet, db: Queryable, telling?: Telling): Promise<string> {
  return speakerOf(fields, await namesIn(rule ? [rule] : [], db), telling).sentence(rule)
}

/** Says rules, and parts of rules, to one reader. */
export interface Speaker {
  phrases: Phrases
  /** A whole rule, as it stands alone; null is a static segment's. */
  sentence(rule: RuleNode | null): string
  /** A group or condition as it stands inside of a sentence. */
  part(node: RuleNode): string
}

/** @param names what ids stand for, from {@link namesIn} */
export function speakerOf(fields: FieldSet, names: ReadonlyMap<string, string>, telling?: Telling): Speaker {
  const phrases = phrasesOf(telling?.language)
  const say = (condition: RuleCondition): string => conditionText(condition, fields, (value) => names.get(value) ?? value, telling)
  return {
    phrases,
    sentence: (rule) => (rule ? capitalized(nodeText(rule, phrases, say, true)) : phrases.byHand),
    part: (node) => nodeText(node, phrases, say, false),
  }
}

export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function nodeText(node: RuleNode, phrases: Phrases, say: (condition: RuleCondition) => string, outermost: boolean): string {
  if (!isRuleGroup(node)) return say(node)
  if (node.rules.length === 0) return (node.match === "all") === !node.not ? phrases.everybody : phrases.nobody
  const single = node.rules.length === 1
  const text = node.rules
    .map((child) => nodeText(child, phrases, say, outermost && single && !node.not))
    .join(node.match === "all" ? phrases.and : phrases.or)
  if (node.not) return phrases.not(text)
  return outermost || single ? text : phrases.group(text)
}

/** Names of the products, categories, groups, segments, … whose ids stand in the rules. */
export async function namesIn(rules: readonly RuleNode[], db: Queryable): Promise<Map<string, string>> {
  const ids = [...new Set(rules.flatMap(textsIn))]
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
