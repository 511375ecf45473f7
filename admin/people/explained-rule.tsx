import { CheckCircleSolid, XCircleSolid } from "@medusajs/icons"
import { Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { ExplainedCondition, ExplainedGroup, ExplainedNode } from "../../src/contract"
import { matchOf } from "../shared/match-words"
import { useFormats, useNow } from "../shared/use-formats"
import { EvidenceOf } from "./evidence"

/** A rule as a tree in words, each part marked as true or not true for one person. */
export function ExplainedRule({ rule }: { rule: ExplainedGroup }) {
  // A group of one says no more than what is in it.
  const [only, ...others] = rule.rules
  if (only && others.length === 0 && !rule.not) {
    return "rules" in only ? <ExplainedRule rule={only} /> : <ul><Node node={only} /></ul> // prettier-ignore
  }
  return (
    <ul>
      <Node node={rule} />
    </ul>
  )
}

const isGroup = (node: ExplainedNode): node is ExplainedGroup => "rules" in node

function Node({ node }: { node: ExplainedNode }) {
  return (
    <li className="flex items-start gap-x-2 py-1.5">
      <Mark result={node.result} />
      <div className="min-w-0 flex-1">{isGroup(node) ? <Group group={node} /> : <Condition condition={node} />}</div>
    </li>
  )
}

function Mark({ result }: { result: boolean }) {
  const { t } = useTranslation()
  const Icon = result ? CheckCircleSolid : XCircleSolid
  return (
    <Icon
      role="img"
      aria-label={t(result ? "audience.why.true" : "audience.why.false")}
      className={`mt-0.5 shrink-0 ${result ? "text-ui-tag-green-icon" : "text-ui-fg-muted"}`}
    />
  )
}

function Group({ group: { match, not, rules } }: { group: ExplainedGroup }) {
  const { t } = useTranslation()
  return (
    <>
      <Text size="small" weight="plus" className="first-letter:uppercase">
        {rules.length === 0 ? t(`audience.sentence.empty.${match}`) : t(`audience.why.matches.${matchOf({ combinator: match, not })}`)}
      </Text>
      <ul className="border-ui-border-base mt-1 border-l pl-3">
        {rules.map((node, index) => (
          <Node key={index} node={node} />
        ))}
      </ul>
    </>
  )
}

function Condition({ condition }: { condition: ExplainedCondition }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const now = useNow()
  const at = condition.changes_at
  return (
    <>
      <Text size="small" className="break-words first-letter:uppercase">
        {condition.text}
      </Text>
      <EvidenceOf condition={condition} />
      {at && (
        <Text size="xsmall" className="text-ui-fg-subtle">
          {t(condition.result ? "audience.why.endsAt" : "audience.why.beginsAt", {
            at: formats.dateTime(at),
            in: formats.relative(at, now),
          })}
        </Text>
      )}
    </>
  )
}
