import { closeShop, shop } from "../support/shop"

afterAll(closeShop)

describe("the test shop", () => {
  it("sells its products in euro through the Store API", async () => {
    const { products, regionId, store } = shop()
    const answer = await store<{ products: { id: string; variants: { calculated_price: { calculated_amount: number } }[] }[] }>(
      `/store/products?region_id=${regionId}&fields=id,*variants.calculated_price&limit=50`
    )
    expect(answer.status).toBe(200)
    const prices = Object.fromEntries(answer.body.products.map(({ id, variants }) => [id, variants[0]?.calculated_price.calculated_amount]))
    expect(prices).toEqual(Object.fromEntries(products.map(({ id, price }) => [id, price])))
  })

  it("lets its admin in and nobody else", async () => {
    const { admin, http } = shop()
    expect((await admin("/admin/products")).status).toBe(200)
    expect((await http("/admin/products")).status).toBe(401)
  })
})
