export * from "./admin"
export * from "./rule"
export * from "./wire"
