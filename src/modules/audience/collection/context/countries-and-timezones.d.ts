/** The package ships a CommonJS build, but types for its ES module only. */
declare module "countries-and-timezones" {
  export function getTimezone(name: string): { name: string; countries: string[] } | null
}
