import { sourceOf } from "./source"

const HERE = "shop.test"

describe("sourceOf", () => {
  it.each([
    ["campaign parameters", "https://shop.test/?utm_source=mail&utm_medium=email&page=2", "", "?utm_source=mail,&utm_medium=email"],
    ["a click id", "https://shop.test/sale?gclid=abc", "https://www.google.com/", "?gclid=abc"],
    ["the host that referred", "https://shop.test/", "https://www.google.com/search?q=x", "www.google.com"],
    ["nothing for a direct visit", "https://shop.test/?page=2", "", ""],
    ["nothing for moving about in the shop", "https://shop.test/cart", "https://shop.test/", ""],
    ["nothing for an empty parameter", "https://shop.test/?utm_source=", "", ""],
  ])("answers %s", (_, url, referrer, source) => expect(sourceOf(url, referrer, HERE)).toBe(source))
})
