import { rfmGroups, text, type Translated } from "../families"

interface TemplateText {
  name: Translated
  description: Translated
}

type Three = [en: string, de: string, ja: string]

const named = (name: Translated, description: Three): TemplateText => ({ name, description: text(...description) })
const words = (name: Three, description: Three): TemplateText => named(text(...name), description)

/** Names and descriptions of the templates, by id. */
export const TEMPLATE_TEXTS = {
  new_visitors: words(
    ["New visitors", "Neue Besucher", "新規訪問者"],
    ["Exactly one visit ever.", "Genau ein Besuch überhaupt.", "これまでの訪問が1回だけの人。"]
  ),
  returning_visitors: words(
    ["Returning visitors", "Wiederkehrende Besucher", "リピーター"],
    ["Two visits or more.", "Zwei Besuche oder mehr.", "訪問が2回以上の人。"]
  ),
  frequent_visitors: words(
    ["Frequent visitors", "Häufige Besucher", "訪問頻度の高い人"],
    ["Five visits or more in the past 30 days.", "Fünf Besuche oder mehr in den letzten 30 Tagen.", "直近30日間の訪問が5回以上の人。"]
  ),
  long_duration: words(
    ["Long-duration users", "Nutzer mit langer Verweildauer", "滞在時間の長い人"],
    [
      "Ten minutes or more on the site in the past 30 days.",
      "Zehn Minuten oder mehr auf der Website in den letzten 30 Tagen.",
      "直近30日間のサイト滞在時間が10分以上の人。",
    ]
  ),
  mobile_users: words(
    ["Mobile users", "Mobile Nutzer", "モバイルの利用者"],
    ["Latest visit on a mobile device.", "Letzter Besuch auf einem Mobilgerät.", "最新の訪問がモバイル端末の人。"]
  ),
  desktop_users: words(
    ["Desktop users", "Desktop-Nutzer", "デスクトップの利用者"],
    ["Latest visit on a desktop device.", "Letzter Besuch auf einem Desktop-Gerät.", "最新の訪問がデスクトップの人。"]
  ),
  tablet_users: words(
    ["Tablet users", "Tablet-Nutzer", "タブレットの利用者"],
    ["Latest visit on a tablet device.", "Letzter Besuch auf einem Tablet.", "最新の訪問がタブレットの人。"]
  ),
  users_by_region: words(
    ["Users by region", "Nutzer nach Region", "地域別の利用者"],
    [
      "Latest visit from a country: choose yours, or a region or city.",
      "Letzter Besuch aus einem Land: wählen Sie Ihres, oder eine Region oder Stadt.",
      "最新の訪問が特定の国からの人。国のほか、地域や市区町村も選べます。",
    ]
  ),
  page_viewers: words(
    ["Viewers of a page", "Besucher einer Seite", "特定ページの閲覧者"],
    [
      "Looked at a page in the past 30 days: choose its path.",
      "Haben in den letzten 30 Tagen eine Seite angesehen: wählen Sie ihren Pfad.",
      "直近30日間に特定のページを見た人。パスを選んでください。",
    ]
  ),
  browsers_without_order: words(
    ["Browsers who did not buy", "Interessenten ohne Kauf", "閲覧したが購入しなかった人"],
    [
      "Looked at three products or more in the past 30 days and ordered nothing.",
      "Haben in den letzten 30 Tagen drei Produkte oder mehr angesehen und nichts bestellt.",
      "直近30日間に商品を3回以上見て、何も注文していない人。",
    ]
  ),
  cart_abandoners: words(
    ["Cart abandoners", "Warenkorbabbrecher", "カートを放棄した人"],
    [
      "Left a cart with items behind in the past 14 days.",
      "Haben in den letzten 14 Tagen einen Warenkorb mit Artikeln verlassen.",
      "直近14日間に商品の入ったカートを残して離れた人。",
    ]
  ),
  valuable_open_carts: words(
    ["Valuable open carts", "Wertvolle offene Warenkörbe", "高額な未購入カート"],
    [
      "A cart worth 100 or more that was not ordered, in the reporting currency.",
      "Ein nicht bestellter Warenkorb im Wert von 100 oder mehr, in der Berichtswährung.",
      "注文されていない100以上のカートがある人（レポート通貨）。",
    ]
  ),
  checkout_abandoners: words(
    ["Checkout not finished", "Kasse nicht abgeschlossen", "購入手続きを完了しなかった人"],
    [
      "Went to the checkout in the past 7 days and ordered nothing.",
      "Waren in den letzten 7 Tagen an der Kasse und haben nichts bestellt.",
      "直近7日間に購入手続きへ進み、何も注文していない人。",
    ]
  ),
  first_time_buyers: words(
    ["First-time buyers", "Erstkäufer", "初回購入者"],
    ["First order in the past 30 days.", "Erste Bestellung in den letzten 30 Tagen.", "直近30日間に初めて注文した人。"]
  ),
  high_value_purchasers: words(
    ["High-value purchasers", "Umsatzstarke Käufer", "高額購入者"],
    [
      "Spent 500 or more in the past 365 days, in the reporting currency.",
      "Haben in den letzten 365 Tagen 500 oder mehr ausgegeben, in der Berichtswährung.",
      "直近365日間の購入金額が500以上の人（レポート通貨）。",
    ]
  ),
  repeat_purchasers: words(
    ["Repeat purchasers", "Wiederholungskäufer", "リピート購入者"],
    ["Two orders or more.", "Zwei Bestellungen oder mehr.", "注文が2件以上の人。"]
  ),
  one_time_buyers: words(
    ["One-time buyers", "Einmalkäufer", "1回のみの購入者"],
    ["Exactly one order.", "Genau eine Bestellung.", "注文がちょうど1件の人。"]
  ),
  lapsed_customers: words(
    ["Lapsed customers", "Ausgebliebene Kunden", "離れた顧客"],
    [
      "Ordered before, but not in the past 180 days.",
      "Haben früher bestellt, aber nicht in den letzten 180 Tagen.",
      "以前は注文したが、直近180日間は注文していない人。",
    ]
  ),
  rfm_champions: named(rfmGroups.champions, [
    "Bought lately, often and for much.",
    "Haben kürzlich, oft und für viel gekauft.",
    "最近、頻繁に、多く購入した人。",
  ]),
  rfm_loyal: named(rfmGroups.loyal, ["Buy often or for much.", "Kaufen oft oder für viel.", "頻繁に、または多く購入する人。"]),
  rfm_potential_loyalist: named(rfmGroups.potential_loyalist, [
    "Bought lately, and more than once or for a good amount.",
    "Haben kürzlich gekauft, und mehr als einmal oder für einen guten Betrag.",
    "最近購入し、複数回またはまとまった額を購入した人。",
  ]),
  rfm_new_customer: named(rfmGroups.new_customer, [
    "Bought very lately, and little so far.",
    "Haben gerade erst gekauft, und bisher wenig.",
    "ごく最近購入し、まだ購入が少ない人。",
  ]),
  rfm_promising: named(rfmGroups.promising, [
    "Bought lately, and little so far.",
    "Haben kürzlich gekauft, und bisher wenig.",
    "最近購入し、まだ購入が少ない人。",
  ]),
  rfm_needs_attention: named(rfmGroups.needs_attention, [
    "Middling in everything: could go either way.",
    "In allem mittelmäßig: Es kann so oder so weitergehen.",
    "すべてが中程度。どちらに転ぶかわからない人。",
  ]),
  rfm_about_to_sleep: named(rfmGroups.about_to_sleep, [
    "Bought little, a while ago.",
    "Haben vor einer Weile wenig gekauft.",
    "しばらく前に、少しだけ購入した人。",
  ]),
  rfm_at_risk: named(rfmGroups.at_risk, [
    "Bought often or for much, but long ago.",
    "Haben oft oder für viel gekauft, aber vor langer Zeit.",
    "頻繁に、または多く購入したが、かなり前の人。",
  ]),
  rfm_cannot_lose: named(rfmGroups.cannot_lose, [
    "Once among the best, but bought last long ago.",
    "Waren einst unter den besten, haben aber lange nichts gekauft.",
    "かつての最良の顧客。長く購入がない人。",
  ]),
  rfm_hibernating: named(rfmGroups.hibernating, [
    "Bought little, long ago.",
    "Haben vor langer Zeit wenig gekauft.",
    "かなり前に、少しだけ購入した人。",
  ]),
  rfm_lost: named(rfmGroups.lost, [
    "Bought least, and longest ago.",
    "Haben am wenigsten gekauft, und vor der längsten Zeit.",
    "購入が最も少なく、最も前の人。",
  ]),
  anonymous_users: words(
    ["Anonymous users", "Anonyme Nutzer", "匿名の利用者"],
    ["Not known as a customer.", "Nicht als Kunde bekannt.", "顧客として知られていない人。"]
  ),
  known_users: words(
    ["Known users", "Bekannte Nutzer", "識別済みの利用者"],
    ["Known as a customer.", "Als Kunde bekannt.", "顧客として知られている人。"]
  ),
  loyal_users: words(
    ["Loyal users", "Treue Nutzer", "ロイヤルユーザー"],
    [
      "Known as a customer, with three orders or more, and seen in the past 90 days.",
      "Als Kunde bekannt, mit drei Bestellungen oder mehr, und in den letzten 90 Tagen gesehen.",
      "顧客として知られ、注文が3件以上あり、直近90日間に訪問した人。",
    ]
  ),
  birthday_soon: words(
    ["Birthday coming up", "Bald Geburtstag", "もうすぐ誕生日"],
    ["Birthday within the next 7 days.", "Geburtstag in den nächsten 7 Tagen.", "7日以内に誕生日を迎える人。"]
  ),
  marketing_consent: words(
    ["May be mailed", "Dürfen angeschrieben werden", "メール配信に同意した人"],
    ["Agreed to marketing.", "Haben in Marketing eingewilligt.", "マーケティングに同意した人。"]
  ),
} as const satisfies Record<string, TemplateText>

export type TemplateId = keyof typeof TEMPLATE_TEXTS

/** An age group; without an upper bound it is open. */
export function ageGroupText(low: number, high: number | null): TemplateText {
  const description = text(
    "By birthday where it is known, else by the stored age.",
    "Nach dem Geburtstag, wo er bekannt ist, sonst nach dem gespeicherten Alter.",
    "誕生日がわかる場合はそれに、そうでなければ登録された年齢によります。"
  )
  if (high === null) return { name: text(`Aged ${low} and over`, `Ab ${low} Jahren`, `${low}歳以上`), description }
  if (low === 0) return { name: text(`Under ${high + 1}`, `Unter ${high + 1} Jahren`, `${high + 1}歳未満`), description }
  return { name: text(`Aged ${low}–${high}`, `${low} bis ${high} Jahre`, `${low}〜${high}歳`), description }
}

/** One choice of an attribute: "Member tier: Gold". */
export function choiceText(attribute: Translated, choice: Translated): TemplateText {
  const name = text(`${attribute.en}: ${choice.en}`, `${attribute.de}: ${choice.de}`, `${attribute.ja}：${choice.ja}`)
  return { name, description: text(`${name.en}, by the attribute.`, `${name.de}, nach dem Attribut.`, `${name.ja}（属性による）。`) }
}
