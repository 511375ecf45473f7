export * from "./admin"
export * from "./imports"
export * from "./rule"
export * from "./wire"
