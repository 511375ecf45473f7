import { text, words } from "../define"

export const family = text("Visits", "Besuche", "訪問")

export const fields = {
  type: words(
    ["Visitor type", "Art des Besuchers", "訪問者の種類"],
    [
      "New: exactly one visit ever. Returning: two or more. Customers who were never seen on the site are neither.",
      "Neu: genau ein Besuch überhaupt. Wiederkehrend: zwei oder mehr. Wer nie auf der Website war, ist keines von beiden.",
      "新規：これまでの訪問が1回だけ。リピーター：2回以上。サイトに一度も来ていない顧客はどちらでもありません。",
    ]
  ),
  sessions: words(
    ["Visits", "Besuche", "訪問回数"],
    [
      "Visits that began in the time window. A visit ends after a pause of 30 minutes, unless the shop chose another length.",
      "Besuche, die im Zeitraum begannen. Ein Besuch endet nach einer Pause von 30 Minuten, wenn der Shop nichts anderes gewählt hat.",
      "期間内に始まった訪問の数。ショップが別の長さを設定していなければ、30分の中断で訪問は終わります。",
    ]
  ),
  days_active: words(
    ["Active days", "Aktive Tage", "活動日数"],
    ["Calendar days with any activity.", "Kalendertage mit irgendeiner Aktivität.", "何らかの活動があった暦日の数。"]
  ),
  weeks_active: words(
    ["Active weeks", "Aktive Wochen", "活動週数"],
    [
      "Calendar weeks, Monday to Sunday, with any activity.",
      "Kalenderwochen, Montag bis Sonntag, mit irgendeiner Aktivität.",
      "月曜から日曜までの暦週のうち、何らかの活動があった週の数。",
    ]
  ),
  engaged_time: words(
    ["Time on site", "Zeit auf der Website", "サイト滞在時間"],
    [
      "Seconds during which a page was visible and in use.",
      "Sekunden, in denen eine Seite sichtbar und in Gebrauch war.",
      "ページが表示され、操作されていた秒数。",
    ]
  ),
  average_session_time: words(
    ["Time per visit", "Zeit je Besuch", "訪問あたりの時間"],
    [
      "Seconds in use per visit, over the visits that began in the time window. Nobody without a visit has one.",
      "Sekunden in Gebrauch je Besuch, über die Besuche, die im Zeitraum begannen. Ohne Besuch gibt es keinen Wert.",
      "期間内に始まった訪問1回あたりの利用秒数。訪問がない人には値がありません。",
    ]
  ),
  first_seen: words(
    ["First seen", "Zuerst gesehen", "最初の訪問"],
    [
      "When somebody's first activity on the site was recorded.",
      "Wann die erste Aktivität auf der Website aufgezeichnet wurde.",
      "サイト上の最初の活動が記録された日時。",
    ]
  ),
  last_seen: words(
    ["Last seen", "Zuletzt gesehen", "最後の訪問"],
    [
      "When somebody's latest activity on the site was recorded.",
      "Wann die letzte Aktivität auf der Website aufgezeichnet wurde.",
      "サイト上の最新の活動が記録された日時。",
    ]
  ),
  device_type: words(
    ["Device", "Gerät", "デバイス"],
    ["Kind of device of the latest visit.", "Art des Geräts des letzten Besuchs.", "最新の訪問のデバイスの種類。"]
  ),
  browser: words(
    ["Browser", "Browser", "ブラウザ"],
    ["Browser of the latest visit.", "Browser des letzten Besuchs.", "最新の訪問のブラウザ。"]
  ),
  browser_version: words(
    ["Browser version", "Browserversion", "ブラウザのバージョン"],
    ["Version of the browser of the latest visit.", "Version des Browsers des letzten Besuchs.", "最新の訪問のブラウザのバージョン。"]
  ),
  os: words(
    ["Operating system", "Betriebssystem", "OS"],
    ["Operating system of the latest visit.", "Betriebssystem des letzten Besuchs.", "最新の訪問のOS。"]
  ),
  os_version: words(
    ["Operating system version", "Version des Betriebssystems", "OSのバージョン"],
    [
      "Version of the operating system of the latest visit.",
      "Version des Betriebssystems des letzten Besuchs.",
      "最新の訪問のOSのバージョン。",
    ]
  ),
  screen: words(
    ["Screen", "Bildschirm", "画面サイズ"],
    [
      "Screen size of the latest visit, such as 1440x900.",
      "Bildschirmgröße des letzten Besuchs, etwa 1440x900.",
      "最新の訪問の画面サイズ。例：1440x900。",
    ]
  ),
  language: words(
    ["Language", "Sprache", "言語"],
    [
      "Browser language of the latest visit, such as de-DE.",
      "Sprache des Browsers des letzten Besuchs, etwa de-DE.",
      "最新の訪問のブラウザの言語。例：de-DE。",
    ]
  ),
  country: words(
    ["Country", "Land", "国"],
    [
      "Country of the latest visit, as a two-letter code such as DE.",
      "Land des letzten Besuchs als Code aus zwei Buchstaben, etwa DE.",
      "最新の訪問の国。DEのような2文字のコードです。",
    ]
  ),
  region: words(["Region", "Region", "地域"], ["Region of the latest visit.", "Region des letzten Besuchs.", "最新の訪問の地域。"]),
  city: words(["City", "Stadt", "市区町村"], ["City of the latest visit.", "Stadt des letzten Besuchs.", "最新の訪問の市区町村。"]),
}

export const visitorTypes = { new: text("New", "Neu", "新規"), returning: text("Returning", "Wiederkehrend", "リピーター") }

export const devices = {
  desktop: text("Desktop", "Desktop", "デスクトップ"),
  mobile: text("Mobile", "Mobilgerät", "モバイル"),
  tablet: text("Tablet", "Tablet", "タブレット"),
  tv: text("TV", "Fernseher", "テレビ"),
  other: text("Other", "Anderes", "その他"),
}

/** Where a visit came from: the dimensions of sessions, and the parts of the first and the latest touch. */
export const origins = {
  source: text("Source", "Quelle", "参照元"),
  medium: text("Medium", "Medium", "メディア"),
  channel: text("Channel", "Kanal", "チャネル"),
  campaign: text("Campaign", "Kampagne", "キャンペーン"),
  term: text("Search term", "Suchbegriff", "検索語句"),
  content: text("Ad content", "Anzeigeninhalt", "広告コンテンツ"),
  referrer_host: text("Referrer", "Verweisende Website", "参照元サイト"),
  landing_path: text("Landing page", "Einstiegsseite", "ランディングページ"),
}

/** Which session a touch is of. */
export const touches = {
  first: {
    label: text("First {{origin}}", "{{origin}}, erster Besuch", "{{origin}}（初回訪問）"),
    help: text("{{origin}} of the first visit.", "{{origin}} des ersten Besuchs.", "最初の訪問の{{origin}}。"),
  },
  last: {
    label: text("Latest {{origin}}", "{{origin}}, letzter Besuch", "{{origin}}（最新の訪問）"),
    help: text(
      "{{origin}} of the latest visit that did not come directly, else of the latest one.",
      "{{origin}} des letzten Besuchs, der nicht direkt kam, sonst des letzten überhaupt.",
      "直接ではない最新の訪問の{{origin}}。なければ最新の訪問のもの。"
    ),
  },
}
