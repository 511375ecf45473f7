import { isSamePerson, mayBecomeOne, type KnownCustomer } from "./guards"

const anna: KnownCustomer = { id: "cus_anna", email: "anna@shop.test", has_account: true, deleted: false }
const annaAsGuest: KnownCustomer = { id: "cus_anna_guest", email: "Anna@Shop.test", has_account: false, deleted: false }
const ben: KnownCustomer = { id: "cus_ben", email: "ben@shop.test", has_account: true, deleted: false }
const carl: KnownCustomer = { id: "cus_carl", email: "carl@shop.test", has_account: false, deleted: false }

describe("mayBecomeOne", () => {
  it.each<[string, KnownCustomer, KnownCustomer[], KnownCustomer[], boolean]>([
    ["an anonymous visitor signs in", anna, [], [anna], true],
    ["an anonymous visitor orders as a guest", carl, [], [carl], true],
    ["a guest signs in with the same e-mail", anna, [annaAsGuest], [anna], true],
    ["a signed-in customer's guest order has the same e-mail", annaAsGuest, [anna], [annaAsGuest], true],
    ["an account signs in on another account's browser", ben, [anna], [ben], false],
    ["an account signs in on another guest's browser", anna, [carl], [anna], false],
    ["a guest orders on another guest's browser", annaAsGuest, [carl], [annaAsGuest], false],
    ["a stranger types the e-mail of somebody with an account", annaAsGuest, [], [annaAsGuest, anna], false],
    ["an account signs in on a browser whose account was deleted", ben, [{ ...anna, deleted: true }], [ben], false],
    ["a person registers anew with the same e-mail", { ...anna, id: "cus_anna_2" }, [{ ...anna, deleted: true }], [], true],
    ["the e-mail of the guest on the browser is unknown", anna, [{ ...carl, email: null }], [anna], true],
  ])("%s", (_, customer, visitorSide, customerSide, allowed) => {
    expect(mayBecomeOne(customer, visitorSide, customerSide)).toBe(allowed)
  })
})

describe("isSamePerson", () => {
  it("holds for a guest and an account with one e-mail, whatever its case, and for nothing else", () => {
    expect(isSamePerson(annaAsGuest, anna)).toBe(true)
    expect(isSamePerson(carl, anna)).toBe(false)
    expect(isSamePerson(anna, annaAsGuest)).toBe(false)
    expect(isSamePerson({ ...annaAsGuest, email: null }, { ...anna, email: null })).toBe(false)
  })
})
