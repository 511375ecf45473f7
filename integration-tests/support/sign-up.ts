import { randomUUID } from "node:crypto"
import { shop } from "./shop"

/** A customer of the running shop, and how to act as them. */
export interface Account {
  id: string
  email: string
  token: string
}

/** Registers a customer through the shop, as a storefront does. */
export async function signUp(email = `${randomUUID()}@shop.test`): Promise<Account> {
  const { http, store } = shop()
  const password = "a long password"
  const registered = await http<{ token: string }>("/auth/customer/emailpass/register", { body: { email, password } })
  const created = await store<{ customer: { id: string } }>("/store/customers", { body: { email }, token: registered.body.token })
  const { body } = await http<{ token: string }>("/auth/customer/emailpass", { body: { email, password } })
  return { id: created.body.customer.id, email, token: body.token }
}
