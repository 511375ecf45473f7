export type SiteKind = "search" | "social" | "ai" | "email"

export interface KnownSite {
  name: string
  kind: SiteKind
  /** Registrable hosts, subdomains included; `name.*` stands for every country's domain. Android apps by their package name. */
  hosts: string[]
}

/**
 * Search engines, social networks, AI assistants and mail readers by the hosts that they
 * send as referrer.
 *
 * Kept here by hand because no maintained package lists them. A host that is missing is
 * still counted, as a referral under its own name.
 */
export const KNOWN_SITES: KnownSite[] = [
  {
    name: "google",
    kind: "search",
    hosts: ["google.*", "com.google.android.googlequicksearchbox", "googleadservices.com", "doubleclick.net"],
  },
  { name: "bing", kind: "search", hosts: ["bing.com", "bing.net"] },
  { name: "duckduckgo", kind: "search", hosts: ["duckduckgo.com", "ddg.gg"] },
  { name: "yahoo", kind: "search", hosts: ["search.yahoo.*", "yahoo.*"] },
  { name: "yandex", kind: "search", hosts: ["yandex.*", "ya.ru"] },
  { name: "baidu", kind: "search", hosts: ["baidu.com"] },
  { name: "ecosia", kind: "search", hosts: ["ecosia.org"] },
  { name: "startpage", kind: "search", hosts: ["startpage.com"] },
  { name: "qwant", kind: "search", hosts: ["qwant.com"] },
  { name: "brave", kind: "search", hosts: ["search.brave.com"] },
  { name: "kagi", kind: "search", hosts: ["kagi.com"] },
  { name: "mojeek", kind: "search", hosts: ["mojeek.com"] },
  { name: "naver", kind: "search", hosts: ["search.naver.com", "m.search.naver.com", "naver.com"] },
  { name: "daum", kind: "search", hosts: ["search.daum.net", "daum.net"] },
  { name: "seznam", kind: "search", hosts: ["seznam.cz"] },
  { name: "sogou", kind: "search", hosts: ["sogou.com"] },
  { name: "so", kind: "search", hosts: ["so.com"] },
  { name: "aol", kind: "search", hosts: ["search.aol.com", "aol.com"] },
  { name: "ask", kind: "search", hosts: ["ask.com"] },
  { name: "coccoc", kind: "search", hosts: ["coccoc.com"] },
  { name: "presearch", kind: "search", hosts: ["presearch.com", "presearch.org"] },
  { name: "swisscows", kind: "search", hosts: ["swisscows.com"] },
  { name: "metager", kind: "search", hosts: ["metager.de", "metager.org"] },
  { name: "goo", kind: "search", hosts: ["search.goo.ne.jp"] },
  { name: "facebook", kind: "social", hosts: ["facebook.com", "fb.com", "fb.me", "messenger.com", "m.me", "com.facebook.katana"] },
  { name: "instagram", kind: "social", hosts: ["instagram.com", "com.instagram.android"] },
  { name: "threads", kind: "social", hosts: ["threads.net", "threads.com"] },
  { name: "x", kind: "social", hosts: ["x.com", "twitter.com", "t.co", "com.twitter.android"] },
  { name: "linkedin", kind: "social", hosts: ["linkedin.com", "lnkd.in", "com.linkedin.android"] },
  { name: "pinterest", kind: "social", hosts: ["pinterest.*", "pin.it", "com.pinterest"] },
  { name: "reddit", kind: "social", hosts: ["reddit.com", "redd.it", "com.reddit.frontpage"] },
  { name: "tiktok", kind: "social", hosts: ["tiktok.com", "com.zhiliaoapp.musically"] },
  { name: "youtube", kind: "social", hosts: ["youtube.com", "youtu.be", "com.google.android.youtube"] },
  { name: "snapchat", kind: "social", hosts: ["snapchat.com", "com.snapchat.android"] },
  { name: "whatsapp", kind: "social", hosts: ["whatsapp.com", "wa.me", "com.whatsapp"] },
  { name: "telegram", kind: "social", hosts: ["telegram.org", "telegram.me", "t.me", "org.telegram.messenger"] },
  { name: "discord", kind: "social", hosts: ["discord.com", "discord.gg", "discordapp.com"] },
  { name: "mastodon", kind: "social", hosts: ["mastodon.social", "mastodon.online", "mstdn.social"] },
  { name: "bluesky", kind: "social", hosts: ["bsky.app"] },
  { name: "tumblr", kind: "social", hosts: ["tumblr.com"] },
  { name: "quora", kind: "social", hosts: ["quora.com"] },
  { name: "vk", kind: "social", hosts: ["vk.com", "vk.ru"] },
  { name: "ok", kind: "social", hosts: ["ok.ru"] },
  { name: "weibo", kind: "social", hosts: ["weibo.com", "weibo.cn"] },
  { name: "wechat", kind: "social", hosts: ["weixin.qq.com", "wechat.com"] },
  { name: "xiaohongshu", kind: "social", hosts: ["xiaohongshu.com"] },
  { name: "line", kind: "social", hosts: ["line.me"] },
  { name: "kakao", kind: "social", hosts: ["kakao.com"] },
  { name: "xing", kind: "social", hosts: ["xing.com"] },
  { name: "twitch", kind: "social", hosts: ["twitch.tv"] },
  { name: "vimeo", kind: "social", hosts: ["vimeo.com"] },
  { name: "hackernews", kind: "social", hosts: ["news.ycombinator.com"] },
  { name: "nextdoor", kind: "social", hosts: ["nextdoor.com"] },
  { name: "chatgpt", kind: "ai", hosts: ["chatgpt.com", "chat.openai.com", "com.openai.chatgpt"] },
  { name: "perplexity", kind: "ai", hosts: ["perplexity.ai", "ai.perplexity.app.android"] },
  { name: "gemini", kind: "ai", hosts: ["gemini.google.com", "bard.google.com", "com.google.android.apps.bard"] },
  { name: "copilot", kind: "ai", hosts: ["copilot.microsoft.com", "copilot.com"] },
  { name: "claude", kind: "ai", hosts: ["claude.ai"] },
  { name: "grok", kind: "ai", hosts: ["grok.com"] },
  { name: "deepseek", kind: "ai", hosts: ["chat.deepseek.com", "deepseek.com"] },
  { name: "mistral", kind: "ai", hosts: ["chat.mistral.ai"] },
  { name: "meta ai", kind: "ai", hosts: ["meta.ai"] },
  { name: "you", kind: "ai", hosts: ["you.com"] },
  { name: "poe", kind: "ai", hosts: ["poe.com"] },
  { name: "phind", kind: "ai", hosts: ["phind.com"] },
  { name: "kimi", kind: "ai", hosts: ["kimi.com", "kimi.moonshot.cn"] },
  { name: "doubao", kind: "ai", hosts: ["doubao.com"] },
  { name: "qwen", kind: "ai", hosts: ["chat.qwen.ai"] },
  { name: "gmail", kind: "email", hosts: ["mail.google.com", "com.google.android.gm"] },
  {
    name: "outlook",
    kind: "email",
    hosts: ["outlook.live.com", "outlook.office.com", "outlook.office365.com", "com.microsoft.office.outlook"],
  },
  { name: "yahoo mail", kind: "email", hosts: ["mail.yahoo.*"] },
  { name: "proton mail", kind: "email", hosts: ["mail.proton.me", "mail.protonmail.com"] },
  { name: "icloud mail", kind: "email", hosts: ["mail.icloud.com", "www.icloud.com"] },
]

/**
 * Payment and log-in pages that send a shopper back. Coming back from one is no arrival:
 * counted as a source, every order paid there would be "brought" by the payment provider.
 */
export const RETURNING_HOSTS = new Set([
  "paypal.com",
  "checkout.stripe.com",
  "hooks.stripe.com",
  "pay.stripe.com",
  "klarna.com",
  "adyen.com",
  "mollie.com",
  "afterpay.com",
  "clearpay.co.uk",
  "pay.amazon.com",
  "pay.google.com",
  "accounts.google.com",
  "appleid.apple.com",
  "login.microsoftonline.com",
])
