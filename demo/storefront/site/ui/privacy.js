import { answerConsent } from "../store/audience.js"
import { h } from "./dom.js"
import { toast } from "./states.js"

const PURPOSES = [
  ["analytics", "Statistics", "Which pages are visited, so that the shop gets better."],
  ["personalization", "Personal offers", "What you see may depend on what you looked at."],
  ["marketing", "Advertising", "Your visits may be used to advertise to you elsewhere."],
]

const saved = () =>
  JSON.parse(localStorage.getItem("shop.privacy") ?? "null") ?? { analytics: true, personalization: true, marketing: true }

/** The visitor's own say on what the shop may record, at the foot of every page. */
export function privacyControl() {
  const dialog = h("dialog", { class: "privacy", "aria-labelledby": "privacy-title" })
  const choices = saved()
  const box = ([name, label, help]) =>
    h(
      "label",
      { class: "purpose" },
      h("input", { type: "checkbox", name, checked: choices[name] }),
      h("span", {}, h("strong", {}, label), h("small", {}, help))
    )
  function save(event) {
    event.preventDefault()
    const given = new FormData(event.target)
    const choice = Object.fromEntries(PURPOSES.map(([name]) => [name, given.has(name)]))
    localStorage.setItem("shop.privacy", JSON.stringify(choice))
    answerConsent(choice)
    dialog.close()
    toast("Your choice is saved.")
  }
  dialog.append(
    h(
      "form",
      { onsubmit: save },
      h("h2", { id: "privacy-title" }, "Privacy"),
      PURPOSES.map(box),
      h(
        "div",
        { class: "row" },
        h("button", { class: "button", type: "button", onclick: () => dialog.close() }, "Cancel"),
        h("button", { class: "button primary", type: "submit" }, "Save")
      )
    )
  )
  return h("div", {}, h("button", { class: "link", type: "button", onclick: () => dialog.showModal() }, "Privacy"), dialog)
}
