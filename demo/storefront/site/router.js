const routes = []
let outlet
let shown = 0
let notFound
let leaving = () => {}

/** @param {string} pattern e.g. `/products/:handle` @param {(context: { params: object, query: URLSearchParams, shown: (title: string) => void }) => Node} page */
export function route(pattern, page) {
  const names = []
  const expression = new RegExp(`^${pattern.replace(/:(\w+)/g, (_, name) => (names.push(name), "([^/]+)"))}/?$`)
  routes.push({ expression, names, page })
}

/** Moves to a page of this shop without loading it anew. */
export function go(path, { replace = false } = {}) {
  if (path === location.pathname + location.search) return
  history[replace ? "replaceState" : "pushState"](null, "", path)
  render()
}

/** Draws the present page into `element`, and every page that the visitor goes to from now on. */
export function startRouter(element, otherwise) {
  outlet = element
  notFound = otherwise
  addEventListener("popstate", render)
  document.addEventListener("click", followLink)
  render()
}

/** Draws the present page again. */
export function render() {
  const turn = ++shown
  leaving()
  const path = location.pathname
  const found = routes.find(({ expression }) => expression.test(path))
  const values = found ? found.expression.exec(path).slice(1).map(decodeURIComponent) : []
  const cleanups = []
  leaving = () => cleanups.forEach((cleanup) => cleanup())
  const context = {
    params: Object.fromEntries((found?.names ?? []).map((name, at) => [name, values[at]])),
    query: new URLSearchParams(location.search),
    /** Names the page, unless the visitor has moved on since. */
    title: (text) => {
      if (turn === shown) document.title = `${text} · Hearth & Hollow`
    },
    /** Whether the visitor is still on this page: an answer may come too late. */
    present: () => turn === shown,
    onLeave: (cleanup) => cleanups.push(cleanup),
  }
  outlet.replaceChildren((found?.page ?? notFound)(context))
  scrollTo(0, 0)
  // Screen readers start reading the new page, as they would after loading one.
  if (turn > 1) outlet.focus({ preventScroll: true })
}

function followLink(event) {
  const link = event.target instanceof Element && event.target.closest("a[href]")
  if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  if (link.origin !== location.origin || link.target || link.hasAttribute("download") || link.getAttribute("href").startsWith("#")) return
  event.preventDefault()
  go(link.pathname + link.search)
}
