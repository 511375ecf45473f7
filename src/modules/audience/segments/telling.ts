import { HIDDEN, type RuleCondition, type RuleValue } from "../../../contract"

/** To whom rules are told. */
export interface Telling {
  /** English where it is not translated. */
  language?: string | undefined
  /** Whether the values of personal fields are left out: an address in a rule is somebody's. */
  hidePersonal?: boolean
}

/** A condition on a personal field, without the values that it compares with. "In the next 7 days" says nothing about anybody. */
export function withoutValues<Condition extends Pick<RuleCondition, "value" | "where">>(condition: Condition): Condition {
  const { value, where } = condition
  return {
    ...condition,
    ...(value === undefined ? {} : { value: hidden(value) }),
    ...(where
      ? { where: where.map((filter) => ({ ...filter, ...(filter.value === undefined ? {} : { value: hidden(filter.value) }) })) }
      : {}),
  }
}

function hidden(value: RuleValue): RuleValue {
  if (Array.isArray(value)) return [HIDDEN]
  return typeof value === "object" ? value : HIDDEN
}
