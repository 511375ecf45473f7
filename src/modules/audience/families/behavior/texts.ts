import { text, words } from "../define"

export const family = text("Behavior", "Verhalten", "行動")

export const fields = {
  page_views: words(
    ["Page views", "Seitenaufrufe", "ページビュー"],
    [
      "Pages looked at. Filters on the page must all hold for the same view.",
      "Angesehene Seiten. Filter auf die Seite müssen alle für denselben Aufruf gelten.",
      "表示されたページの数。ページの絞り込みは、すべて同じ表示について満たされる必要があります。",
    ]
  ),
  clicks: words(
    ["Clicks", "Klicks", "クリック数"],
    [
      "Clicks on links, buttons and elements that the storefront marks.",
      "Klicks auf Links, Schaltflächen und vom Shop markierte Elemente.",
      "リンク、ボタン、ストアフロントが目印を付けた要素のクリック数。",
    ]
  ),
  events: words(
    ["Events", "Ereignisse", "イベント数"],
    [
      "Events of a name, the shop's own ones too. Filters on name and properties must all hold for the same event.",
      "Ereignisse eines Namens, auch eigene des Shops. Filter auf Name und Eigenschaften müssen alle für dasselbe Ereignis gelten.",
      "指定した名前のイベントの数。ショップ独自のものも含みます。名前とプロパティの絞り込みは、すべて同じイベントについて満たされる必要があります。",
    ]
  ),
  product_views: words(
    ["Product views", "Produktaufrufe", "商品の閲覧数"],
    ["Product pages looked at.", "Angesehene Produktseiten.", "表示された商品ページの数。"]
  ),
  cart_adds: words(
    ["Additions to the cart", "In den Warenkorb gelegt", "カートへの追加数"],
    ["How often a product was put into a cart.", "Wie oft ein Produkt in einen Warenkorb gelegt wurde.", "商品がカートに入れられた回数。"]
  ),
  searches: words(["Searches", "Suchen", "検索数"], ["Searches in the shop.", "Suchen im Shop.", "ショップ内での検索の回数。"]),
  sequence: words(
    ["Sequence of events", "Folge von Ereignissen", "イベントの順序"],
    [
      "Two to five events that happened in this order, each soon enough after the one before.",
      "Zwei bis fünf Ereignisse in dieser Reihenfolge, jedes früh genug nach dem vorigen.",
      "この順に起きた2〜5個のイベント。それぞれが前のイベントから所定の時間内に起きたもの。",
    ]
  ),
  experience_views: words(
    ["Experience views", "Gezeigte Erlebnisse", "エクスペリエンスの表示数"],
    ["How often somebody was shown an experience.", "Wie oft jemandem ein Erlebnis gezeigt wurde.", "エクスペリエンスが表示された回数。"]
  ),
}

export const dimensions = {
  path: text("Path", "Pfad", "パス"),
  title: text("Page title", "Seitentitel", "ページタイトル"),
  host: text("Host", "Host", "ホスト"),
  query_string: text("Query string", "Abfrageteil der Adresse", "クエリ文字列"),
  label: text("Label", "Beschriftung", "ラベル"),
  href: text("Link target", "Linkziel", "リンク先"),
  element: text("Element", "Element", "要素"),
  name: text("Event name", "Name des Ereignisses", "イベント名"),
  product: text("Product", "Produkt", "商品"),
  category: text("Category", "Kategorie", "カテゴリー"),
  collection: text("Collection", "Kollektion", "コレクション"),
  tag: text("Product tag", "Produktschlagwort", "商品タグ"),
  type: text("Product type", "Produkttyp", "商品タイプ"),
  query: text("Search words", "Suchwörter", "検索語"),
  experience: text("Experience", "Erlebnis", "エクスペリエンス"),
  variant: text("Variant", "Variante", "バリアント"),
}

export const property = words(
  ["Property", "Eigenschaft", "プロパティ"],
  [
    "Any property of the event. Sizes compare numbers, everything else compares text.",
    "Eine beliebige Eigenschaft des Ereignisses. Größenvergleiche vergleichen Zahlen, alles andere Text.",
    "イベントの任意のプロパティ。大小の比較は数値、それ以外は文字列として比べます。",
  ]
)
