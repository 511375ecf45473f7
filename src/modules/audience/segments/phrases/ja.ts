import type { TimeUnit } from "../../../../contract"
import type { Phrases, Predicate } from "./phrases"

const after =
  (words: string): Predicate =>
  (value) =>
    `${value}${words}`

const UNITS = { day: "日", hour: "時間", minute: "分" } as const
const time = (count: number, unit: TimeUnit): string => `${count}${UNITS[unit]}`

/** 「購入金額（カテゴリー：靴、直近365日間）：500以上 かつ （訪問者の種類：新規）ではない」 */
export const japanese: Phrases = {
  byHand: "手動で選択",
  everybody: "全員",
  nobody: "該当者なし",
  and: " かつ ",
  or: " または ",
  not: (rule) => `（${rule}）ではない`,
  group: (rule) => `（${rule}）`,
  label: (label) => label,
  subject: (label, filters, when) => {
    const parts = [...filters, ...(when ? [when] : [])]
    return parts.length > 0 ? `${label}（${parts.join("、")}）` : label
  },
  filter: (label, predicate) => `${label}：${predicate}`,
  yes: (label) => `${label}：はい`,
  no: (label) => `${label}：いいえ`,
  amount: (subject, predicate) => `${subject}：${predicate}`,
  statement: (subject, predicate) => `${subject}：${predicate}`,
  amounts: { eq: after("ちょうど") },
  predicates: {
    eq: (value) => value,
    neq: after("以外"),
    gt: after("より多い"),
    gte: after("以上"),
    lt: after("未満"),
    lte: after("以下"),
    between: after("の間"),
    in: after("のいずれか"),
    not_in: after("のいずれでもない"),
    contains: after("を含む"),
    not_contains: after("を含まない"),
    starts_with: after("で始まる"),
    not_starts_with: after("で始まらない"),
    ends_with: after("で終わる"),
    not_ends_with: after("で終わらない"),
    set: after("値あり"),
    not_set: after("値なし"),
    before: after("より前"),
    after: after("より後"),
    on: (value) => value,
    in_last: (value) => value,
    not_in_last: after("ではない"),
    in_next: (value) => value,
    anniversary_in_next: after("に記念日"),
    has_any: after("のいずれかを含む"),
    has_all: after("のすべてを含む"),
    has_none: after("のいずれも含まない"),
  },
  seconds: (value) => `${value}秒`,
  both: (one, other) => `${one}から${other}`,
  list: (values, more) => `${values.join("、")}${more > 0 ? `ほか${more}件` : ""}`,
  past: (count, unit) => `直近${time(count, unit)}以内`,
  next: (count, unit) => `今後${time(count, unit)}以内`,
  today: "今日",
  inPast: (count, unit) => `直近${time(count, unit)}${unit === "day" ? "間" : "以内"}`,
  fromTo: (from, to) => `${from}から${to}まで`,
  since: (from) => `${from}以降`,
  until: (to) => `${to}まで`,
  steps: (steps, pace) => `${steps.join("→")}${pace ? `（それぞれ前のイベントから${time(pace.count, pace.unit)}以内）` : ""}`,
  differences: {
    combinations: {
      all: "すべて当てはまる",
      any: "いずれかが当てはまる",
      notAll: "すべては当てはまらない",
      none: "どれも当てはまらない",
    },
    became: (before, after) => `${before} → ${after}`,
    inGroup: (part, group) => `${part}（グループ「${group}」内）`,
    movedInto: (part, group) => `${part}：グループ「${group}」に移動`,
    movedOut: (part) => `${part}：グループの外に移動`,
    order: "条件の順序",
    name: (text) => `名前：${text}`,
    description: (text) => `説明：${text}`,
    quoted: (text) => `「${text}」`,
  },
}
