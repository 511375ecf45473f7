import { text, words } from "../define"

export const family = text("Purchases", "Käufe", "購入")

export const fields = {
  orders: words(
    ["Orders", "Bestellungen", "注文数"],
    [
      "Orders placed and not canceled. Filters on items must all hold for the same item of the order.",
      "Aufgegebene und nicht stornierte Bestellungen. Filter auf Artikel müssen alle für denselben Artikel der Bestellung gelten.",
      "キャンセルされていない注文の数。商品の絞り込みは、すべて同じ注文明細について満たされる必要があります。",
    ]
  ),
  spent: words(
    ["Amount spent", "Ausgegebener Betrag", "購入金額"],
    [
      "Totals of orders less refunds, in the reporting currency. With a filter on items: these items, less what was returned.",
      "Summen der Bestellungen abzüglich Erstattungen, in der Berichtswährung. Mit einem Filter auf Artikel: diese Artikel abzüglich Rücksendungen.",
      "注文合計から返金を引いた額（レポート通貨）。商品で絞り込むと、該当する商品の額から返品分を引いたもの。",
    ]
  ),
  items: words(
    ["Items bought", "Gekaufte Artikel", "購入点数"],
    ["Quantity bought less quantity returned.", "Gekaufte Menge abzüglich zurückgesandter.", "購入した数量から返品した数量を引いたもの。"]
  ),
  average_order_value: words(
    ["Average order value", "Durchschnittlicher Bestellwert", "平均注文額"],
    [
      "Amount spent per order, in the reporting currency. Nobody without an order has one.",
      "Ausgegebener Betrag je Bestellung, in der Berichtswährung. Ohne Bestellung gibt es keinen Wert.",
      "注文1件あたりの購入金額（レポート通貨）。注文がない人には値がありません。",
    ]
  ),
  largest_order: words(
    ["Largest order", "Größte Bestellung", "最高注文額"],
    [
      "The largest order's total less its refunds, in the reporting currency. Nobody without an order has one.",
      "Summe der größten Bestellung abzüglich ihrer Erstattungen, in der Berichtswährung. Ohne Bestellung gibt es keinen Wert.",
      "最も高い注文の合計から返金を引いた額（レポート通貨）。注文がない人には値がありません。",
    ]
  ),
  first_order_at: words(
    ["First order", "Erste Bestellung", "最初の注文"],
    [
      "When the first order that was not canceled was placed.",
      "Wann die erste nicht stornierte Bestellung aufgegeben wurde.",
      "キャンセルされていない最初の注文の日時。",
    ]
  ),
  last_order_at: words(
    ["Latest order", "Letzte Bestellung", "最新の注文"],
    [
      "When the latest order that was not canceled was placed.",
      "Wann die letzte nicht stornierte Bestellung aufgegeben wurde.",
      "キャンセルされていない最新の注文の日時。",
    ]
  ),
  days_between_orders: words(
    ["Days between orders", "Tage zwischen Bestellungen", "注文の間隔（日）"],
    [
      "Mean number of days from one order to the next. Nobody with fewer than two orders has one.",
      "Mittlere Zahl der Tage von einer Bestellung zur nächsten. Unter zwei Bestellungen gibt es keinen Wert.",
      "ある注文から次の注文までの平均日数。注文が2件未満の人には値がありません。",
    ]
  ),
  refunds: words(
    ["Refunds", "Erstattungen", "返金回数"],
    ["How often money was given back.", "Wie oft Geld erstattet wurde.", "返金された回数。"]
  ),
  refunded_amount: words(
    ["Refunded amount", "Erstatteter Betrag", "返金額"],
    ["Money given back, in the reporting currency.", "Erstattetes Geld, in der Berichtswährung.", "返金された金額（レポート通貨）。"]
  ),
  top_category: words(
    ["Top category", "Wichtigste Kategorie", "最も購入したカテゴリー"],
    [
      "The product category with the most money spent on it. Equal amounts: the one whose id comes first.",
      "Die Produktkategorie, für die am meisten ausgegeben wurde. Bei gleichen Beträgen die mit der kleineren ID.",
      "購入金額が最も大きい商品カテゴリー。同額の場合はIDが先のもの。",
    ]
  ),
  abandoned_carts: words(
    ["Abandoned carts", "Verlassene Warenkörbe", "放棄されたカート"],
    [
      "Carts with items that were left and not completed since. A cart is dated when it was last touched.",
      "Warenkörbe mit Artikeln, die verlassen und seither nicht bestellt wurden. Es zählt, wann ein Warenkorb zuletzt angefasst wurde.",
      "商品を入れたまま離れ、その後も注文されていないカート。日付は最後に操作された時点です。",
    ]
  ),
  open_cart_total: words(
    ["Open cart total", "Summe des offenen Warenkorbs", "未購入カートの合計"],
    [
      "Total of the latest cart with items that is not completed, in the reporting currency. Nobody without such a cart has one.",
      "Summe des letzten nicht bestellten Warenkorbs mit Artikeln, in der Berichtswährung. Ohne solchen Warenkorb gibt es keinen Wert.",
      "商品が入っていてまだ注文されていない最新のカートの合計（レポート通貨）。そのようなカートがない人には値がありません。",
    ]
  ),
  recency_score: words(
    ["Recency score", "Aktualität (R)", "最新購入スコア（R）"],
    [
      "How recently somebody ordered. From 1 for the lowest fifth of all buyers to 5 for the highest.",
      "Wie kürzlich jemand bestellt hat. Von 1 für das unterste Fünftel aller Käufer bis 5 für das oberste.",
      "どれだけ最近注文したか。全購入者の下位2割が1、上位2割が5です。",
    ]
  ),
  frequency_score: words(
    ["Frequency score", "Häufigkeit (F)", "購入頻度スコア（F）"],
    [
      "How often somebody ordered. From 1 for the lowest fifth of all buyers to 5 for the highest.",
      "Wie oft jemand bestellt hat. Von 1 für das unterste Fünftel aller Käufer bis 5 für das oberste.",
      "どれだけ頻繁に注文したか。全購入者の下位2割が1、上位2割が5です。",
    ]
  ),
  monetary_score: words(
    ["Monetary score", "Umsatz (M)", "購入金額スコア（M）"],
    [
      "How much somebody spent. From 1 for the lowest fifth of all buyers to 5 for the highest.",
      "Wie viel jemand ausgegeben hat. Von 1 für das unterste Fünftel aller Käufer bis 5 für das oberste.",
      "どれだけの金額を購入したか。全購入者の下位2割が1、上位2割が5です。",
    ]
  ),
  rfm_group: words(
    ["RFM group", "RFM-Gruppe", "RFMグループ"],
    [
      "Group by recency, frequency and money. Buyers only.",
      "Gruppe nach Aktualität, Häufigkeit und Umsatz. Nur Käufer.",
      "最新購入日・頻度・金額によるグループ。購入者のみ。",
    ]
  ),
}

/** What a group is called everywhere: as a value, as a template and in reports. */
export const rfmGroups = {
  champions: text("Champions", "Spitzenkunden", "最優良顧客"),
  loyal: text("Loyal customers", "Treue Kunden", "優良顧客"),
  potential_loyalist: text("Potential loyalists", "Mögliche Stammkunden", "優良化が見込める顧客"),
  new_customer: text("New customers", "Neukunden", "新規顧客"),
  promising: text("Promising customers", "Vielversprechende Kunden", "有望な顧客"),
  needs_attention: text("Customers needing attention", "Kunden, die Aufmerksamkeit brauchen", "フォローが必要な顧客"),
  about_to_sleep: text("Customers about to sleep", "Bald inaktive Kunden", "休眠間近の顧客"),
  at_risk: text("Customers at risk", "Gefährdete Kunden", "離反のおそれがある顧客"),
  cannot_lose: text("Customers you cannot lose", "Unverzichtbare Kunden", "失ってはならない顧客"),
  hibernating: text("Hibernating customers", "Inaktive Kunden", "休眠中の顧客"),
  lost: text("Lost customers", "Verlorene Kunden", "離反した顧客"),
}

export const dimensions = {
  product_id: text("Product", "Produkt", "商品"),
  variant_id: text("Variant", "Variante", "バリエーション"),
  category_id: text("Category", "Kategorie", "カテゴリー"),
  collection_id: text("Collection", "Kollektion", "コレクション"),
  product_tag_id: text("Product tag", "Produktschlagwort", "商品タグ"),
  product_type_id: text("Product type", "Produkttyp", "商品タイプ"),
  sales_channel_id: text("Sales channel", "Vertriebskanal", "販売チャネル"),
  region_id: text("Region", "Region", "リージョン"),
  currency_code: text("Currency", "Währung", "通貨"),
  promotion_code: text("Promotion code", "Aktionscode", "プロモーションコード"),
}

export const cartTotal = words(
  ["Cart total", "Summe des Warenkorbs", "カートの合計"],
  ["In the reporting currency.", "In der Berichtswährung.", "レポート通貨での金額。"]
)
