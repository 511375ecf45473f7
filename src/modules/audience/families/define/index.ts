// A family from outside builds its statements with these: another copy of the library would not nest in ours.
export { default as sql, empty, join, raw, type Sql } from "sql-template-tag"
export * from "./compare"
export * from "./facts"
export * from "./field"
export * from "./positive"
export * from "./span"
export * from "./text"
export * from "./suggest"
