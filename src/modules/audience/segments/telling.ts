import { HIDDEN, type Filter, type RuleCondition, type RuleValue } from "../../../contract"

/** To whom rules are told. */
export interface Telling {
  /** English where it is not translated. */
  language?: string | undefined
  /** Whether the values of personal fields are left out: an address in a rule is somebody's. */
  hidePersonal?: boolean
}

/** A condition on a personal field, without the values that it compares with. "In the next 7 days" says nothing about anybody. */
export function withoutValues<Condition extends Pick<RuleCondition, "value" | "where" | "steps">>(condition: Condition): Condition {
  const { steps } = condition
  return { ...withoutOwn(condition), ...(steps ? { steps: steps.map(withoutOwn) } : {}) }
}

function withoutOwn<Part extends { value?: RuleValue; where?: Filter[] }>(part: Part): Part {
  const { value, where } = part
  return {
    ...part,
    ...(value === undefined ? {} : { value: hidden(value) }),
    ...(where ? { where: where.map(withoutOwn) } : {}),
  }
}

function hidden(value: RuleValue): RuleValue {
  if (Array.isArray(value)) return [HIDDEN]
  return typeof value === "object" ? value : HIDDEN
}
