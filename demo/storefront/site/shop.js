import { accountPage } from "./pages/account.js"
import { cartPage } from "./pages/cart.js"
import { checkoutPage } from "./pages/checkout.js"
import { homePage } from "./pages/home.js"
import { categoryPage, salePage, searchPage } from "./pages/lists.js"
import { notFoundPage } from "./pages/not-found.js"
import { orderPage } from "./pages/order.js"
import { productPage } from "./pages/product.js"
import { signInPage, signUpPage } from "./pages/sign-in.js"
import { route, startRouter } from "./router.js"
import { loadCart } from "./store/cart.js"
import { loadCustomer } from "./store/customer.js"
import { layout } from "./ui/layout.js"

route("/", homePage)
route("/categories/:handle", categoryPage)
route("/sale", salePage)
route("/search", searchPage)
route("/products/:handle", productPage)
route("/cart", cartPage)
route("/checkout", checkoutPage)
route("/orders/:id", orderPage)
route("/sign-in", signInPage)
route("/sign-up", signUpPage)
route("/account", accountPage)

const { elements, main } = layout()
document.body.append(...elements)

// Who is signed in decides what pages show. A shop that cannot tell treats visitors as guests.
await Promise.all([loadCustomer(), loadCart()]).catch(console.warn)
startRouter(main, notFoundPage)
