import { text, words, type Translated, type Words } from "../define"

export const family = text("Attributes", "Attribute", "属性")

export const fields = {
  identified: words(
    ["Identified", "Bekannt", "識別済み"],
    [
      "Known as one of the shop's customers, guests with an order included.",
      "Als Kunde des Shops bekannt, Gäste mit einer Bestellung eingeschlossen.",
      "ショップの顧客として知られている人。注文のあるゲストも含みます。",
    ]
  ),
  has_account: words(
    ["Has an account", "Hat ein Konto", "アカウントあり"],
    ["A customer who registered.", "Ein Kunde, der sich registriert hat.", "会員登録した顧客。"]
  ),
  email: words(
    ["E-mail", "E-Mail", "メールアドレス"],
    ["The customer's e-mail address.", "Die E-Mail-Adresse des Kunden.", "顧客のメールアドレス。"]
  ),
  email_domain: words(
    ["E-mail domain", "E-Mail-Domain", "メールのドメイン"],
    [
      "What follows the @ in the customer's e-mail address.",
      "Was in der E-Mail-Adresse des Kunden auf das @ folgt.",
      "顧客のメールアドレスの@以降の部分。",
    ]
  ),
  first_name: words(["First name", "Vorname", "名"], ["The customer's first name.", "Der Vorname des Kunden.", "顧客の名。"]),
  last_name: words(["Last name", "Nachname", "姓"], ["The customer's last name.", "Der Nachname des Kunden.", "顧客の姓。"]),
  phone: words(["Phone", "Telefon", "電話番号"], ["The customer's phone number.", "Die Telefonnummer des Kunden.", "顧客の電話番号。"]),
  customer_since: words(
    ["Customer since", "Kunde seit", "顧客になった日"],
    ["When Medusa first recorded the customer.", "Wann Medusa den Kunden zuerst verzeichnet hat.", "Medusaに顧客が最初に記録された日時。"]
  ),
  customer_groups: words(
    ["Customer groups", "Kundengruppen", "顧客グループ"],
    [
      "Medusa's customer groups that the customer is in.",
      "Die Kundengruppen in Medusa, zu denen der Kunde gehört.",
      "顧客が属するMedusaの顧客グループ。",
    ]
  ),
  segments: words(
    ["Segments", "Segmente", "セグメント"],
    ["Other segments that somebody is in now.", "Andere Segmente, zu denen jemand jetzt gehört.", "現在属しているほかのセグメント。"]
  ),
  consent_analytics: consent("analytics", "Analyse", "分析"),
  consent_personalization: consent("personalization", "Personalisierung", "パーソナライズ"),
  consent_marketing: consent("marketing", "Marketing", "マーケティング"),
}

function consent(en: string, de: string, ja: string): Words {
  return words(
    [`Consent to ${en}`, `Einwilligung: ${de}`, `${ja}への同意`],
    [
      `Whether somebody agreed to ${en}. Nobody who was not asked has an answer: neither yes nor no is true.`,
      `Ob jemand eingewilligt hat: ${de}. Wer nicht gefragt wurde, hat keine Antwort: weder ja noch nein trifft zu.`,
      `${ja}に同意したかどうか。尋ねられていない人には回答がなく、「はい」も「いいえ」も当てはまりません。`,
    ]
  )
}

/** The attributes that come with the plugin. Their English label is what the database has: a shop that renames one is shown its own. */
export const predefined: Partial<Record<string, Words>> = {
  age: words(
    ["Age", "Alter", "年齢"],
    [
      "Age in years. It follows the birthday where that is known.",
      "Alter in Jahren. Es folgt dem Geburtstag, wo dieser bekannt ist.",
      "満年齢。誕生日がわかる場合はそれに従います。",
    ]
  ),
  gender: words(["Gender", "Geschlecht", "性別"], ["Gender, as stated.", "Geschlecht, wie angegeben.", "申告された性別。"]),
  birthday: words(["Birthday", "Geburtstag", "誕生日"], ["Day of birth.", "Tag der Geburt.", "生年月日。"]),
  member_id: words(
    ["Member ID", "Mitgliedsnummer", "会員ID"],
    [
      "Number or name in the shop's membership programme.",
      "Nummer oder Name im Mitgliederprogramm des Shops.",
      "ショップの会員プログラムでの番号または名前。",
    ]
  ),
  member_tier: words(
    ["Member tier", "Mitgliedsstufe", "会員ランク"],
    ["Tier in the shop's membership programme.", "Stufe im Mitgliederprogramm des Shops.", "ショップの会員プログラムでのランク。"]
  ),
  points: words(
    ["Points", "Punkte", "ポイント"],
    [
      "Points collected in the shop's membership programme.",
      "Gesammelte Punkte im Mitgliederprogramm des Shops.",
      "ショップの会員プログラムで貯めたポイント。",
    ]
  ),
  satisfaction_score: words(
    ["Satisfaction score", "Zufriedenheit", "満足度スコア"],
    ["Answer to a satisfaction survey.", "Antwort in einer Umfrage zur Zufriedenheit.", "満足度調査の回答。"]
  ),
}

/** Choices of predefined attributes; a shop's own are shown as they are. */
export const choices: Partial<Record<string, Partial<Record<string, Translated>>>> = {
  gender: {
    female: text("Female", "Weiblich", "女性"),
    male: text("Male", "Männlich", "男性"),
    other: text("Other", "Divers", "その他"),
  },
  member_tier: {
    bronze: text("Bronze", "Bronze", "ブロンズ"),
    silver: text("Silver", "Silber", "シルバー"),
    gold: text("Gold", "Gold", "ゴールド"),
    platinum: text("Platinum", "Platin", "プラチナ"),
  },
}

export const ownAttribute = text(
  "The shop's own attribute {{label}}.",
  "Das eigene Attribut {{label}} des Shops.",
  "ショップ独自の属性「{{label}}」。"
)
