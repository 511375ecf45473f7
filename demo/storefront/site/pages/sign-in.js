import { go } from "../router.js"
import { currentCustomer, signIn, signUp } from "../store/customer.js"
import { h } from "../ui/dom.js"
import { field, form } from "../ui/form.js"

/** A page of this shop to go to afterwards; an address elsewhere is not followed. */
function next({ query }) {
  const wanted = query.get("next") ?? "/account"
  return wanted.startsWith("/") && !wanted.startsWith("//") ? wanted : "/account"
}

const EMAIL = () => field("E-mail", { name: "email", type: "email", autocomplete: "email" })

export function signInPage(context) {
  context.title("Sign in")
  const page = h(
    "section",
    { class: "narrow" },
    h("h1", {}, "Sign in"),
    form({
      action: "Sign in",
      fields: [EMAIL(), field("Password", { name: "password", type: "password", autocomplete: "current-password" })],
      async submit(values) {
        await signIn(values)
        go(next(context))
      },
    }),
    h("p", {}, "New here? ", h("a", { href: `/sign-up?next=${encodeURIComponent(next(context))}` }, "Create an account"))
  )
  if (currentCustomer()) queueMicrotask(() => go(next(context), { replace: true }))
  return page
}

export function signUpPage(context) {
  context.title("Sign up")
  return h(
    "section",
    { class: "narrow" },
    h("h1", {}, "Create an account"),
    form({
      action: "Sign up",
      fields: [
        h("div", { class: "pair" }, field("First name", { name: "first_name", autocomplete: "given-name" }), field("Last name", { name: "last_name", autocomplete: "family-name" })), // prettier-ignore
        EMAIL(),
        field("Password", { name: "password", type: "password", autocomplete: "new-password", minlength: 8 }),
      ],
      async submit(values) {
        await signUp(values)
        go(next(context))
      },
    }),
    h("p", {}, "Already a customer? ", h("a", { href: `/sign-in?next=${encodeURIComponent(next(context))}` }, "Sign in"))
  )
}
