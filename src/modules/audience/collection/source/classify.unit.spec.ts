import { classifySource, type TrafficSource } from "./classify"

function classify(url: string, referrer?: string): Partial<TrafficSource> | null {
  const page = new URL(url)
  return classifySource(page.searchParams, referrer ? new URL(referrer).hostname : null, page.hostname)
}

const SHOP = "https://shop.test/sale"

describe("classifySource", () => {
  // [page, referrer, source, medium, channel]
  it.each<[string, string | undefined, string, string, string]>([
    // known sites by referrer
    [SHOP, "https://www.google.com/", "google", "organic", "organic_search"],
    [SHOP, "https://www.google.co.uk/search", "google", "organic", "organic_search"],
    [SHOP, "https://www.google.de/", "google", "organic", "organic_search"],
    [SHOP, "android-app://com.google.android.googlequicksearchbox/", "google", "organic", "organic_search"],
    [SHOP, "https://www.bing.com/search", "bing", "organic", "organic_search"],
    [SHOP, "https://duckduckgo.com/", "duckduckgo", "organic", "organic_search"],
    [SHOP, "https://search.yahoo.co.jp/search", "yahoo", "organic", "organic_search"],
    [SHOP, "https://m.facebook.com/", "facebook", "social", "organic_social"],
    [SHOP, "https://l.instagram.com/", "instagram", "social", "organic_social"],
    [SHOP, "https://t.co/abc", "x", "social", "organic_social"],
    [SHOP, "https://www.pinterest.fr/pin/1", "pinterest", "social", "organic_social"],
    [SHOP, "https://chatgpt.com/", "chatgpt", "ai", "ai_assistant"],
    [SHOP, "https://www.perplexity.ai/search", "perplexity", "ai", "ai_assistant"],
    [SHOP, "https://gemini.google.com/app", "gemini", "ai", "ai_assistant"],
    [SHOP, "https://copilot.microsoft.com/", "copilot", "ai", "ai_assistant"],
    [SHOP, "https://mail.google.com/", "gmail", "email", "email"],
    // any other site
    [SHOP, "https://blog.example.com/review", "blog.example.com", "referral", "referral"],
    [SHOP, "https://google.evil-site.com/", "google.evil-site.com", "referral", "referral"],
    [SHOP, "https://notgoogle.com/", "notgoogle.com", "referral", "referral"],
    // campaigns
    [`${SHOP}?utm_source=Newsletter&utm_medium=email`, undefined, "newsletter", "email", "email"],
    [`${SHOP}?utm_source=google&utm_medium=cpc`, "https://www.google.com/", "google", "cpc", "paid_search"],
    [`${SHOP}?utm_source=facebook&utm_medium=cpc`, undefined, "facebook", "cpc", "paid_social"],
    [`${SHOP}?utm_source=ig&utm_medium=paid_social`, undefined, "ig", "paid_social", "paid_social"],
    [`${SHOP}?utm_source=fb&utm_medium=post`, undefined, "fb", "post", "organic_social"],
    [`${SHOP}?utm_source=awin&utm_medium=affiliate`, undefined, "awin", "affiliate", "affiliate"],
    [`${SHOP}?utm_source=adnet&utm_medium=display`, undefined, "adnet", "display", "display"],
    [`${SHOP}?utm_source=chatgpt.com`, undefined, "chatgpt.com", "ai", "ai_assistant"],
    [`${SHOP}?utm_source=flyer`, undefined, "flyer", "none", "other"],
    [`${SHOP}?utm_source=partner`, "https://partner.example/", "partner", "referral", "referral"],
    [`${SHOP}?utm_source=flyer&utm_medium=qr`, undefined, "flyer", "qr", "other"],
    [`${SHOP}?utm_campaign=spring`, undefined, "direct", "none", "direct"],
    [`${SHOP}?utm_campaign=spring`, "https://www.google.com/", "google", "organic", "organic_search"],
    // click ids
    [`${SHOP}?gclid=1`, "https://www.google.com/", "google", "cpc", "paid_search"],
    [`${SHOP}?gbraid=1`, undefined, "google", "cpc", "paid_search"],
    [`${SHOP}?wbraid=1`, undefined, "google", "cpc", "paid_search"],
    [`${SHOP}?msclkid=1`, undefined, "bing", "cpc", "paid_search"],
    [`${SHOP}?fbclid=1`, "https://l.facebook.com/", "facebook", "cpc", "paid_social"],
    [`${SHOP}?fbclid=1`, "https://l.instagram.com/", "instagram", "cpc", "paid_social"],
    [`${SHOP}?ttclid=1`, undefined, "tiktok", "cpc", "paid_social"],
    [`${SHOP}?fbclid=1&utm_source=facebook&utm_medium=social`, undefined, "facebook", "social", "organic_social"],
    [`${SHOP}?gclid=1&utm_source=google&utm_medium=display`, undefined, "google", "display", "display"],
  ])("%s from %s", (url, referrer, source, medium, channel) => {
    expect(classify(url, referrer)).toMatchObject({ source, medium, channel })
  })

  it.each<[string, string | undefined]>([
    [SHOP, undefined],
    [SHOP, "https://shop.test/"],
    [SHOP, "https://www.shop.test/cart"],
    ["https://www.shop.test/", "https://shop.test/"],
    ["https://shop.test/thanks", "https://checkout.shop.test/pay"],
    ["https://shop.test/thanks", "https://www.paypal.com/checkout"],
    ["https://shop.test/thanks", "https://checkout.stripe.com/pay"],
  ])("says nothing about %s from %s", (url, referrer) => {
    expect(classify(url, referrer)).toBeNull()
  })

  it("keeps the five campaign fields and the referring host", () => {
    expect(
      classify(`${SHOP}?utm_source=News&utm_medium=Email&utm_campaign=Spring&utm_term=shoes&utm_content=top`, "https://mail.example/x")
    ).toEqual({
      source: "news",
      medium: "email",
      channel: "email",
      campaign: "Spring",
      term: "shoes",
      content: "top",
      referrerHost: "mail.example",
    })
  })
})
