import { createElement } from "react"
import { renderToString } from "react-dom/server"
import { createTag } from "./index"
import { AudienceProvider, useAudience, useExperience, useSegments } from "./react"

const options = { key: "pk_test_12345678", url: "https://shop.test" }

function Page() {
  useAudience().track("product_viewed", { product_id: "prod_1" })
  const segments = useSegments()
  const experience = useExperience("hero")
  return createElement("p", null, segments === null && experience === undefined ? "nothing known yet" : "answered")
}

describe("AudienceProvider", () => {
  it("renders on a server, where the hooks have no answers", () => {
    const html = renderToString(createElement(AudienceProvider, { options }, createElement(Page)))
    expect(html).toBe("<p>nothing known yet</p>")
  })
})

describe("useAudience", () => {
  it("says what is missing when there is no provider", () => {
    expect(() => renderToString(createElement(Page))).toThrow("useAudience needs an <AudienceProvider>")
  })
})

describe("createTag", () => {
  it("is inert on a server, with every method there", () => {
    const tag = createTag(options)
    tag.track("product_viewed")
    tag.cart("cart_1")
    const answer = jest.fn()
    tag.segments(answer)
    expect(answer).not.toHaveBeenCalled()
  })
})
