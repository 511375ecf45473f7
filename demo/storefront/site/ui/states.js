import { h } from "./dom.js"

/** What a page shows while its products are on their way: their places. */
export function loadingCards(count = 8) {
  const card = () => h("div", { class: "card" }, h("div", { class: "picture ghost" }), h("div", { class: "ghost line" }), h("div", { class: "ghost line short" })) // prettier-ignore
  return h("div", { class: "grid", "aria-busy": "true", "aria-label": "Loading" }, Array.from({ length: count }, card))
}

export function loadingLines(count = 4) {
  return h(
    "div",
    { "aria-busy": "true", "aria-label": "Loading" },
    Array.from({ length: count }, () => h("div", { class: "ghost line" }))
  )
}

export function empty(title, text, action) {
  return h("div", { class: "empty" }, h("h2", {}, title), h("p", {}, text), action)
}

export function failed(error, retry) {
  return h(
    "div",
    { class: "empty", role: "alert" },
    h("h2", {}, "That did not work"),
    h("p", {}, error.message),
    retry && h("button", { class: "button", type: "button", onclick: retry }, "Try again")
  )
}

let toasts

/** A short note at the upper edge, read out by screen readers. */
export function toast(text) {
  if (!toasts) {
    toasts = h("div", { class: "toasts", role: "status", "aria-live": "polite" })
    document.body.append(toasts)
  }
  const note = h("div", { class: "toast" }, text)
  toasts.append(note)
  setTimeout(() => note.remove(), 4000)
}

/** Keeps a button from being pressed again while its work runs; what goes wrong is shown next to it. */
export function busyButton(label, work, properties = {}) {
  const problem = h("p", { class: "problem", role: "alert" })
  const button = h(
    "button",
    {
      class: "button",
      type: "button",
      ...properties,
      async onclick(event) {
        button.disabled = true
        problem.textContent = ""
        try {
          await work(event)
        } catch (error) {
          problem.textContent = error.message
        }
        button.disabled = false
      },
    },
    label
  )
  return [button, problem]
}
