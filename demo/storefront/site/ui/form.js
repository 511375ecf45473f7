import { h } from "./dom.js"

/** A labelled input; `attributes` are the input's. */
export function field(label, attributes) {
  return h("label", { class: "field" }, h("span", {}, label), h("input", { required: true, ...attributes }))
}

export function choice(label, name, options, chosen) {
  const option = ({ value, text }) => h("option", { value, selected: value === chosen }, text)
  return h("label", { class: "field" }, h("span", {}, label), h("select", { name, required: true }, options.map(option)))
}

/**
 * A form that hands its values to `submit` and shows what went wrong.
 *
 * @param {{ action: string, fields: Node[], submit: (values: object) => Promise<void> }} form `action` is its button's text
 */
export function form({ action, fields, submit, ...attributes }) {
  const problem = h("p", { class: "problem", role: "alert" })
  const button = h("button", { class: "button primary", type: "submit" }, action)
  async function onsubmit(event) {
    event.preventDefault()
    button.disabled = true
    problem.textContent = ""
    try {
      await submit(Object.fromEntries(new FormData(event.target)))
    } catch (error) {
      problem.textContent = error.message
    }
    button.disabled = false
  }
  return h("form", { class: "form", onsubmit, ...attributes }, fields, problem, button)
}
