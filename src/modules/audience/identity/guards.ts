/** A customer as the guards look at it. */
export interface KnownCustomer {
  id: string
  email: string | null
  has_account: boolean
  deleted: boolean
}

/**
 * Visitors that one profile may gain by merges. A person has a handful of browsers, and a new
 * one whenever storage is cleared; a profile far beyond that is a kiosk or a shared log-in,
 * whose history says nothing about a person.
 */
export const MERGE_CAP = 50

/** Whether two e-mails contradict each other; an unknown one contradicts nothing. */
function differ(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && one.toLowerCase() !== other.toLowerCase()
}

/**
 * Whether the profile of a visitor may become the profile of a customer who appeared on that browser.
 *
 * - At most one account: two people who sign in on one device stay two.
 * - No other customer with another e-mail on the visitor's side: a guest who ordered there is
 *   somebody else until Medusa says otherwise.
 * - A guest is an e-mail that somebody typed. It opens no profile that holds an account:
 *   or typing a stranger's address at checkout would join that stranger's profile.
 *
 * @param visitorSide customers of the visitor's profile
 * @param customerSide customers of the customer's own profile; empty when it has none yet
 */
export function mayBecomeOne(customer: KnownCustomer, visitorSide: KnownCustomer[], customerSide: KnownCustomer[]): boolean {
  const accounts = new Set([customer, ...visitorSide, ...customerSide].filter((one) => one.has_account && !one.deleted).map(({ id }) => id))
  if (accounts.size > 1) return false
  if (visitorSide.some((one) => one.id !== customer.id && differ(one.email, customer.email))) return false
  return customer.has_account || !customerSide.some((one) => one.has_account)
}

/** Whether Medusa's move of an order from a guest to an account says that both are one person. */
export function isSamePerson(guest: KnownCustomer, account: KnownCustomer): boolean {
  return (
    !guest.has_account &&
    account.has_account &&
    guest.email !== null &&
    account.email !== null &&
    guest.email.toLowerCase() === account.email.toLowerCase()
  )
}
