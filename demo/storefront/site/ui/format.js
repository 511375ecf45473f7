const formats = new Map()

/** An amount in major units, as people in this browser's language write it. */
export function money(amount, currency = "eur") {
  if (!formats.has(currency)) formats.set(currency, new Intl.NumberFormat(undefined, { style: "currency", currency }))
  return formats.get(currency).format(amount)
}

export const date = (iso) => new Intl.DateTimeFormat(undefined, { dateStyle: "medium" }).format(new Date(iso))

export const plural = (count, one, many) => `${count} ${count === 1 ? one : many}`

/** What an address calls a thing, readable: `beech-chopping-board` is Beech Chopping Board. */
export const nameIn = (handle) => handle.replaceAll("-", " ").replace(/\b\p{L}/gu, (letter) => letter.toUpperCase())
