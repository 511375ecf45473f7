import type { AttributeValue } from "../../../contract"

/** The columns of `attribute_value`, one of which holds the value. */
export interface ValueColumns {
  text_value: string | null
  number_value: number | null
  boolean_value: boolean | null
  date_value: string | null
  list_value: string[] | null
}

/** The value in whichever column its type has it. */
export function parseValue(row: ValueColumns): AttributeValue {
  return row.text_value ?? row.number_value ?? row.boolean_value ?? row.date_value ?? row.list_value ?? ""
}
