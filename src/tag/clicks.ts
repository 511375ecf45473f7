import { on } from "./safe"

const CLICKABLE = "a,button,[role=button],[type=submit],[data-track]"
/** What people type or choose. An element around such a field is named by its attributes only. */
const TYPED = "input,textarea,select,[contenteditable]"

export interface ClickProperties {
  element: string
  label: string
  href?: string
}

/** What was clicked, null when it is nothing that one clicks. Never holds text that a visitor has typed. */
export function describeClick(target: Element): ClickProperties | null {
  const element = target.closest<HTMLElement>(CLICKABLE)
  if (!element) return null
  const text = element.closest(TYPED) || element.querySelector(TYPED) ? element.id : element.innerText
  const label = element.dataset.track || element.ariaLabel || text
  const { href } = element as HTMLAnchorElement
  return {
    element: element.localName,
    label: label.replace(/\s+/g, " ").trim().slice(0, 100),
    // A link in an SVG has an object here.
    href: href && `${href}`.slice(0, 1024),
  }
}

/** Calls `clicked` for every click on something clickable. */
export function watchClicks(clicked: (properties: ClickProperties) => void): void {
  on<MouseEvent>("click", (event) => {
    const click = describeClick(event.composedPath()[0] as Element)
    if (click) clicked(click)
  })
}
