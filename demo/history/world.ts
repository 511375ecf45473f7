/** What the demo's visitors are drawn from. Weights are shares in percent unless said otherwise. */

export interface Place {
  country: string
  timeZone: string
  language: string
}

export const PLACES: readonly (readonly [Place, number])[] = [
  [{ country: "de", timeZone: "Europe/Berlin", language: "de-DE" }, 49],
  [{ country: "at", timeZone: "Europe/Vienna", language: "de-AT" }, 9],
  [{ country: "ch", timeZone: "Europe/Zurich", language: "de-CH" }, 6],
  [{ country: "fr", timeZone: "Europe/Paris", language: "fr-FR" }, 8],
  [{ country: "nl", timeZone: "Europe/Amsterdam", language: "nl-NL" }, 7],
  [{ country: "it", timeZone: "Europe/Rome", language: "it-IT" }, 5],
  [{ country: "es", timeZone: "Europe/Madrid", language: "es-ES" }, 4],
  [{ country: "pl", timeZone: "Europe/Warsaw", language: "pl-PL" }, 3],
  [{ country: "gb", timeZone: "Europe/London", language: "en-GB" }, 5],
  [{ country: "us", timeZone: "America/New_York", language: "en-US" }, 4],
]

export interface DeviceKind {
  /** `{chrome}`, `{firefox}` and `{ios}` stand for versions that rise with the months. */
  userAgent: string
  screens: readonly string[]
  /** Phones look, desktops buy. */
  buying: number
}

const DESKTOP = ["1920x1080", "1536x864", "1440x900", "2560x1440"]
const PHONE = ["390x844", "393x852", "412x915", "360x800"]

export const DEVICES: readonly (readonly [DeviceKind, number])[] = [
  [
    {
      userAgent:
        "Mozilla/5.0 (iPhone; CPU iPhone OS {ios}_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/{ios}.1 Mobile/15E148 Safari/604.1",
      screens: PHONE,
      buying: 0.8,
    },
    27,
  ],
  [
    {
      userAgent: "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{chrome}.0.0.0 Mobile Safari/537.36",
      screens: PHONE,
      buying: 0.7,
    },
    26,
  ],
  [
    {
      userAgent:
        "Mozilla/5.0 (Linux; Android 14; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36",
      screens: PHONE,
      buying: 0.7,
    },
    5,
  ],
  [
    {
      userAgent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{chrome}.0.0.0 Safari/537.36",
      screens: DESKTOP,
      buying: 1.35,
    },
    17,
  ],
  [
    {
      userAgent:
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{chrome}.0.0.0 Safari/537.36 Edg/{chrome}.0.0.0",
      screens: DESKTOP,
      buying: 1.3,
    },
    6,
  ],
  [
    {
      userAgent: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
      screens: DESKTOP,
      buying: 1.5,
    },
    8,
  ],
  [
    {
      userAgent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:{firefox}.0) Gecko/20100101 Firefox/{firefox}.0",
      screens: DESKTOP,
      buying: 1.2,
    },
    5,
  ],
  [{ userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:{firefox}.0) Gecko/20100101 Firefox/{firefox}.0", screens: DESKTOP, buying: 1 }, 1],
  [
    {
      userAgent:
        "Mozilla/5.0 (iPad; CPU OS {ios}_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/{ios}.1 Mobile/15E148 Safari/604.1",
      screens: ["820x1180", "1024x1366"],
      buying: 1.2,
    },
    5,
  ],
]

/** Where a visit comes from: parameters of its first address, and its referrer. */
export interface Origin {
  name: string
  query?: Record<string, string>
  referrer?: string
  /** Only people whose e-mail address the shop knows. */
  knownOnly?: boolean
}

/** Sources of first visits; `campaigns` below replace some of them on their days. */
export const ORIGINS: readonly (readonly [Origin, number])[] = [
  [{ name: "google", referrer: "https://www.google.com/" }, 31],
  [{ name: "direct" }, 19],
  [
    {
      name: "google-ads",
      referrer: "https://www.google.com/",
      query: { utm_source: "google", utm_medium: "cpc", utm_campaign: "brand", gclid: "{id}" },
    },
    7,
  ],
  [
    {
      name: "google-shopping",
      referrer: "https://www.google.com/",
      query: { utm_source: "google", utm_medium: "cpc", utm_campaign: "shopping-home", utm_term: "home goods", gclid: "{id}" },
    },
    6,
  ],
  [{ name: "instagram", referrer: "https://l.instagram.com/" }, 8],
  [
    {
      name: "facebook-ads",
      referrer: "https://m.facebook.com/",
      query: { utm_source: "facebook", utm_medium: "paid_social", utm_campaign: "lookalike-eu", utm_content: "carousel", fbclid: "{id}" },
    },
    5,
  ],
  [{ name: "pinterest", referrer: "https://www.pinterest.com/" }, 6],
  [{ name: "bing", referrer: "https://www.bing.com/" }, 4],
  [{ name: "duckduckgo", referrer: "https://duckduckgo.com/" }, 2],
  [{ name: "chatgpt", referrer: "https://chatgpt.com/", query: { utm_source: "chatgpt.com" } }, 3],
  [{ name: "blog", referrer: "https://slowinteriors.example/best-linen-of-the-year" }, 4],
  [
    {
      name: "affiliate",
      referrer: "https://deals.example/",
      query: { utm_source: "dealhunt", utm_medium: "affiliate", utm_campaign: "autumn" },
    },
    3,
  ],
  [
    {
      name: "tiktok-ads",
      referrer: "https://www.tiktok.com/",
      query: { utm_source: "tiktok", utm_medium: "paid_social", utm_campaign: "small-spaces", ttclid: "{id}" },
    },
    2,
  ],
]

export const NEWSLETTER: Origin = {
  name: "newsletter",
  knownOnly: true,
  query: { utm_source: "newsletter", utm_medium: "email", utm_campaign: "{month}" },
}
export const SALE_ADS: Origin = {
  name: "sale-ads",
  referrer: "https://www.google.com/",
  query: { utm_source: "google", utm_medium: "cpc", utm_campaign: "sale", gclid: "{id}" },
}

export const SEARCHES = [
  "linen",
  "lamp",
  "mug",
  "candle",
  "rug",
  "gift",
  "towel",
  "duvet",
  "pot",
  "basket",
  "cushion",
  "wood",
  "glass",
  "bowl",
  "soap",
]

export const FIRST_NAMES = {
  female: [
    "Anna",
    "Lea",
    "Marie",
    "Sofia",
    "Emma",
    "Clara",
    "Hanna",
    "Julia",
    "Nora",
    "Ida",
    "Laura",
    "Camille",
    "Giulia",
    "Carmen",
    "Zofia",
    "Alice",
    "Mila",
    "Greta",
    "Elif",
    "Johanna",
  ],
  male: [
    "Paul",
    "Jonas",
    "Felix",
    "Lukas",
    "Ben",
    "Max",
    "Theo",
    "Luca",
    "Mateo",
    "Jan",
    "Piotr",
    "Oliver",
    "Hugo",
    "Emil",
    "Anton",
    "David",
    "Noah",
    "Karl",
    "Marco",
    "Tom",
  ],
  other: ["Robin", "Kim", "Sascha", "Alex", "Charlie", "Mika"],
} as const

export const LAST_NAMES = [
  "Müller",
  "Schmidt",
  "Weber",
  "Fischer",
  "Wagner",
  "Becker",
  "Hoffmann",
  "Koch",
  "Richter",
  "Klein",
  "Wolf",
  "Neumann",
  "Schwarz",
  "Braun",
  "Zimmermann",
  "Gruber",
  "Huber",
  "Keller",
  "Meier",
  "Martin",
  "Bernard",
  "Dubois",
  "de Vries",
  "Jansen",
  "Bakker",
  "Rossi",
  "Ferrari",
  "García",
  "López",
  "Kowalska",
  "Nowak",
  "Smith",
  "Taylor",
  "Evans",
  "Johnson",
  "Miller",
]
