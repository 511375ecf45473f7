/**
 * An element. Text is always text, never markup: titles and names come from people.
 *
 * @param {string} tag e.g. `button`
 * @param {object} properties attributes; `class`, `onclick` and the like, `dataset`; false, null and undefined leave one out
 * @param {...(Node | string | number | null | false | undefined | Array)} children
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(properties)) {
    if (value === false || value === null || value === undefined) continue
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value)
    else if (name === "dataset") Object.assign(element.dataset, value)
    else element.setAttribute(name, value === true ? "" : value)
  }
  element.append(...nodes(children))
  return element
}

/** Puts new content in place of what an element holds. */
export function fill(element, ...children) {
  element.replaceChildren(...nodes(children))
  return element
}

const nodes = (children) => children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false)
