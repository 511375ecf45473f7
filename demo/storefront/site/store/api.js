const setting = (name) => document.querySelector(`meta[name=${name}]`).content

const BACKEND = setting("shop-backend")
const KEY = setting("shop-key")

/** What the shop's server answered instead of what was asked for; `message` is fit to be shown. */
export class ShopError extends Error {
  constructor(message, status) {
    super(message)
    this.status = status
  }
}

let token = localStorage.getItem("shop.token")

/** Remembers the customer's token for every later request, null forgets it. */
export function useToken(next) {
  token = next
  if (next) localStorage.setItem("shop.token", next)
  else localStorage.removeItem("shop.token")
}

export const hasToken = () => token !== null

/**
 * Asks Medusa's Store API.
 *
 * @param {string} path with its leading slash, e.g. `/store/products`
 * @param {{ method?: string, query?: object, body?: object, token?: string }} request `query` may hold lists;
 *   `token` stands in for the remembered one
 * @throws ShopError
 */
export async function ask(path, { method, query = {}, body, token: other } = {}) {
  const url = new URL(BACKEND + path)
  for (const [name, value] of Object.entries(query)) {
    if (Array.isArray(value)) value.forEach((one) => url.searchParams.append(`${name}[]`, one))
    else if (value !== undefined) url.searchParams.set(name, value)
  }
  const bearer = other ?? token
  let answer
  try {
    answer = await fetch(url, {
      method: method ?? (body ? "POST" : "GET"),
      headers: {
        "x-publishable-api-key": KEY,
        ...(body ? { "content-type": "application/json" } : {}),
        ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
  } catch {
    throw new ShopError("The shop cannot be reached. Please check your connection and try again.", 0)
  }
  const content = await answer.json().catch(() => ({}))
  if (!answer.ok) throw new ShopError(content.message ?? `The shop answered with status ${answer.status}.`, answer.status)
  return content
}
