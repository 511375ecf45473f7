/**
 * Types of the library sql-template-tag 4 (MIT), with values typed as what the pg driver binds.
 *
 * Its own types allow no arrays, dates or bytes, although it only collects the values
 * and pg binds them all. Version 5 corrects the type but is an ES module only, which the
 * CommonJS output of Medusa's compiler cannot import. tsconfig.json points here.
 */
export type Value = string | number | boolean | null | undefined | Date | Uint8Array | readonly unknown[] | object
export type RawValue = Value | Sql

export declare class Sql {
  values: Value[]
  strings: string[]
  constructor(rawStrings: readonly string[], rawValues: readonly RawValue[])
  get text(): string
  get sql(): string
  inspect(): { text: string; sql: string; values: Value[] }
}

export declare function join(values: readonly RawValue[], separator?: string): Sql
/** Text that becomes part of the statement as it is: never a value that came from outside. */
export declare function raw(value: string): Sql
export declare const empty: Sql
declare const sql: (strings: readonly string[], ...values: RawValue[]) => Sql
export default sql
