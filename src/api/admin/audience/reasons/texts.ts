/**
 * A reason as the code throws it, with its values as `{1}`, `{2}` in their order, and the same in other languages;
 * `{1!}` is a reason within a reason.
 */
export interface ReasonText {
  en: string
  de: string
  ja: string
}

/** Where a file has its fault: these places are words, all others are paths into the request. */
export const PLACES: ReasonText[] = [
  { en: "file", de: "Datei", ja: "ファイル" },
  { en: "line {1}", de: "Zeile {1}", ja: "{1} 行目" },
]

/** What the admin's pages can be told. What only a faulty program can ask for is told in English. */
export const REASONS: ReasonText[] = [
  // Values
  { en: "must be text", de: "muss Text sein", ja: "テキストで指定してください" },
  { en: "must be a number", de: "muss eine Zahl sein", ja: "数値で指定してください" },
  {
    en: "must be a number from -10^15 to 10^15",
    de: "muss eine Zahl von -10^15 bis 10^15 sein",
    ja: "-10^15 から 10^15 までの数値で指定してください",
  },
  { en: "must be a whole number above 0", de: "muss eine ganze Zahl über 0 sein", ja: "1 以上の整数で指定してください" },
  {
    en: "must be whole years from 0 to 130",
    de: "muss eine Zahl ganzer Jahre von 0 bis 130 sein",
    ja: "0 から 130 までの整数(年)で指定してください",
  },
  { en: "must be true or false", de: "muss true oder false sein", ja: "true または false で指定してください" },
  { en: "must be a day as YYYY-MM-DD", de: "muss ein Tag in der Form JJJJ-MM-TT sein", ja: "YYYY-MM-DD 形式の日付で指定してください" },
  { en: "must be a day such as 2026-03-31", de: "muss ein Tag wie 2026-03-31 sein", ja: "2026-03-31 のような日付で指定してください" },
  {
    en: "must be a day such as 2026-03-31, or a time with zone such as 2026-03-31T18:00:00Z",
    de: "muss ein Tag wie 2026-03-31 oder ein Zeitpunkt mit Zone wie 2026-03-31T18:00:00Z sein",
    ja: "2026-03-31 のような日付、または 2026-03-31T18:00:00Z のようなタイムゾーン付きの時刻で指定してください",
  },
  { en: "must not be in the future", de: "darf nicht in der Zukunft liegen", ja: "未来の日付は指定できません" },
  { en: "must be one of {1}", de: "muss eines von diesen sein: {1}", ja: "次のいずれかで指定してください: {1}" },
  { en: "must be a list of texts", de: "muss eine Liste von Texten sein", ja: "テキストのリストで指定してください" },
  { en: "must be a list of texts: {1}", de: "muss eine Liste von Texten sein: {1!}", ja: "テキストのリストで指定してください: {1!}" },
  {
    en: "must be a list of at least one text",
    de: "muss eine Liste mit mindestens einem Text sein",
    ja: "1 つ以上のテキストのリストで指定してください",
  },
  { en: "must not have more than {1} values", de: "darf nicht mehr als {1} Werte haben", ja: "値は {1} 個までです" },
  { en: "must not exceed {1} entries", de: "darf nicht mehr als {1} Einträge haben", ja: "{1} 項目までです" },
  { en: "must not exceed {1} characters", de: "darf höchstens {1} Zeichen haben", ja: "{1} 文字までです" },
  { en: "must have at most {1} characters", de: "darf höchstens {1} Zeichen haben", ja: "{1} 文字までです" },
  { en: "must not exceed {1} days", de: "darf höchstens {1} Tage umfassen", ja: "{1} 日までです" },
  { en: "must not be empty", de: "darf nicht leer sein", ja: "入力してください" },
  {
    en: "must not be empty; use set or not_set to ask for a value at all",
    de: "darf nicht leer sein; ob es überhaupt einen Wert gibt, fragen „bekannt“ und „nicht bekannt“",
    ja: "入力してください。値の有無で絞り込むには「値あり」「値なし」を使います",
  },
  {
    en: "must not contain characters that cannot be stored",
    de: "darf keine Zeichen enthalten, die sich nicht speichern lassen",
    ja: "保存できない文字が含まれています",
  },
  { en: '"{1}" is no value', de: "„{1}“ ist kein Wert", ja: "「{1}」は値ではありません" },

  // Rules
  { en: "{1} is not a field of the catalogue", de: "{1} ist kein Feld des Katalogs", ja: "{1} というフィールドはありません" },
  {
    en: "The rule uses {1}, which is no longer a field of the catalogue.",
    de: "Die Regel verwendet {1}. Dieses Feld gibt es nicht mehr.",
    ja: "ルールで使われているフィールド {1} は、もう存在しません。",
  },
  { en: "{1} is not a segment", de: "{1} ist kein Segment", ja: "{1} というセグメントはありません" },
  { en: "{1} needs a filter on {2}", de: "{1} braucht einen Filter nach {2}", ja: "{1} には {2} での絞り込みが必要です" },
  {
    en: "the segment {1} is archived; take it back first",
    de: "das Segment {1} ist archiviert; holen Sie es zuerst zurück",
    ja: "セグメント「{1}」はアーカイブされています。先に元に戻してください",
  },
  {
    en: "segments must not refer to each other in a circle: {1}",
    de: "Segmente dürfen sich nicht im Kreis aufeinander beziehen: {1}",
    ja: "セグメント同士の参照が循環しています: {1}",
  },
  {
    en: "must not be nested deeper than {1} groups",
    de: "darf nicht tiefer als {1} Gruppen verschachtelt sein",
    ja: "グループの入れ子は {1} 段までです",
  },
  {
    en: "must not be the {1}th condition; a rule has at most {2}",
    de: "ist eine Bedingung zu viel; eine Regel hat höchstens {2}",
    ja: "条件が多すぎます。1 つのルールの条件は {2} 個までです",
  },
  { en: "must not have more than {1} filters", de: "darf nicht mehr als {1} Filter haben", ja: "絞り込みは {1} 個までです" },
  {
    en: "must have last, from or to",
    de: "braucht eine Dauer, einen Anfang oder ein Ende",
    ja: "期間の長さ、開始日、終了日のいずれかを指定してください",
  },
  { en: "must not end before it begins", de: "darf nicht enden, bevor es beginnt", ja: "終了日は開始日以降にしてください" },
  {
    en: "must be [lowest, highest]; the first number is above the second",
    de: "muss von der kleineren zur größeren Zahl gehen; die erste ist größer als die zweite",
    ja: "小さい数、大きい数の順に指定してください",
  },
  {
    en: "must be [first, last]; the first day is after the second",
    de: "muss vom früheren zum späteren Tag gehen; der erste liegt nach dem zweiten",
    ja: "早い日付、遅い日付の順に指定してください",
  },
  { en: "must be two numbers, [lowest, highest]", de: "braucht zwei Zahlen, von und bis", ja: "下限と上限の 2 つの数値を指定してください" },
  { en: "must be two days, [first, last]", de: "braucht zwei Tage, von und bis", ja: "開始と終了の 2 つの日付を指定してください" },

  // Segments
  {
    en: "The segment {1} is used by {2}; remove it from these rules first.",
    de: "Das Segment {1} wird von {2} verwendet. Entfernen Sie es zuerst aus diesen Regeln.",
    ja: "セグメント「{1}」は次のセグメントで使われています: {2}。先にそれらのルールから外してください。",
  },
  {
    en: "{1} is used by the segments {2}; remove it from their rules first.",
    de: "{1} wird von den Segmenten {2} verwendet. Entfernen Sie es zuerst aus deren Regeln.",
    ja: "{1} は次のセグメントで使われています: {2}。先にそれらのルールから外してください。",
  },
  {
    en: "The segment {1} is archived; take it back first.",
    de: "Das Segment {1} ist archiviert. Holen Sie es zuerst zurück.",
    ja: "セグメント「{1}」はアーカイブされています。先に元に戻してください。",
  },
  {
    en: "The segment {1} has no version {2}",
    de: "Das Segment {1} hat keine Version {2}",
    ja: "セグメント「{1}」にバージョン {2} はありません",
  },
  { en: "Segment with id: {1} was not found", de: "Das Segment {1} gibt es nicht", ja: "セグメント {1} が見つかりません" },
  { en: "{1} is the handle of another segment", de: "{1} ist das Kürzel eines anderen Segments", ja: "{1} は別のセグメントのハンドルです" },
  {
    en: "must be lower-case letters and digits with single hyphens between them, such as high-value-purchasers",
    de: "darf nur aus Kleinbuchstaben und Ziffern mit einzelnen Bindestrichen dazwischen bestehen, wie high-value-purchasers",
    ja: "半角の英小文字と数字を 1 つのハイフンでつないで指定してください(例: high-value-purchasers)",
  },
  { en: "must be text of at most 2000 characters", de: "darf höchstens 2000 Zeichen haben", ja: "2000 文字までです" },
  {
    en: "{1} is still to come; the latest day is {2}",
    de: "{1} liegt in der Zukunft; der letzte Tag ist {2}",
    ja: "{1} は未来の日付です。指定できるのは {2} までです",
  },
  { en: "{1} is after to, {2}", de: "{1} liegt nach dem Ende, {2}", ja: "開始日 {1} が終了日 {2} より後です" },
  { en: "at most {1} days at once", de: "höchstens {1} Tage auf einmal", ja: "一度に {1} 日までです" },
  { en: "must name {1} to {2} segments", de: "braucht {1} bis {2} Segmente", ja: "{1}〜{2} 個のセグメントを指定してください" },
  { en: "must hold at most 1,000 ids", de: "darf höchstens 1.000 Personen enthalten", ja: "一度に指定できるのは 1,000 人までです" },

  // People
  { en: "Profile with id: {1} was not found", de: "Das Profil {1} gibt es nicht", ja: "プロフィール {1} が見つかりません" },
  { en: "there is no such profile any more", de: "dieses Profil gibt es nicht mehr", ja: "このプロフィールはもう存在しません" },
  {
    en: "merge {1} is undone already",
    de: "die Zusammenführung {1} ist schon rückgängig gemacht",
    ja: "統合 {1} はすでに取り消されています",
  },
  {
    en: "merge {1} rests under merge {2}: undo that one first",
    de: "auf der Zusammenführung {1} liegt die Zusammenführung {2}; machen Sie diese zuerst rückgängig",
    ja: "統合 {1} の後に統合 {2} が行われています。先にそちらを取り消してください",
  },
  {
    en: "Merge {1} was not found for this profile",
    de: "Dieses Profil hat keine Zusammenführung {1}",
    ja: "このプロフィールに統合 {1} はありません",
  },
  {
    en: "No merge of this profile is left to undo",
    de: "An diesem Profil gibt es keine Zusammenführung mehr, die rückgängig zu machen wäre",
    ja: "このプロフィールには、取り消せる統合がもうありません",
  },
  { en: "is the same person as {1}", de: "ist dieselbe Person wie {1}", ja: "{1} と同じ人です" },

  // Attributes
  { en: "Attribute with key: {1} was not found", de: "Das Attribut {1} gibt es nicht", ja: "属性 {1} が見つかりません" },
  { en: 'there is an attribute "{1}" already', de: "ein Attribut „{1}“ gibt es schon", ja: "属性「{1}」はすでにあります" },
  {
    en: "these are still the value of somebody: {1}",
    de: "diese sind noch der Wert von jemandem: {1}",
    ja: "次の値はまだ使われています: {1}",
  },
  {
    en: "must differ in more than case",
    de: "müssen sich in mehr als Groß- und Kleinschreibung unterscheiden",
    ja: "大文字と小文字だけが違う値は指定できません",
  },
  {
    en: "must start with a letter and have only lower-case letters, digits and _, at most 63",
    de: "muss mit einem Buchstaben beginnen und darf nur Kleinbuchstaben, Ziffern und _ haben, höchstens 63",
    ja: "英小文字で始め、英小文字、数字、_ だけを使って 63 文字以内で指定してください",
  },
  {
    en: "{1} comes with the plugin and cannot be deleted",
    de: "{1} gehört zum Plugin und kann nicht gelöscht werden",
    ja: "{1} はプラグインの標準の属性なので削除できません",
  },

  // Files
  {
    en: "is empty; its first line must name the columns",
    de: "ist leer; die erste Zeile muss die Spalten nennen",
    ja: "空です。1 行目に列名が必要です",
  },
  { en: "has a header and no rows", de: "hat eine Kopfzeile, aber keine Zeilen", ja: "見出し行だけで、データ行がありません" },
  {
    en: "must not exceed {1} rows; split it",
    de: "darf höchstens {1} Zeilen haben; teilen Sie sie auf",
    ja: "{1} 行までです。分割してください",
  },
  {
    en: "must not exceed {1} MB; split it",
    de: "darf höchstens {1} MB groß sein; teilen Sie sie auf",
    ja: "{1} MB までです。分割してください",
  },
  { en: "must not have more than {1} columns", de: "darf nicht mehr als {1} Spalten haben", ja: "列は {1} 個までです" },
  {
    en: "every column needs a name of its own; these stand there twice: {1}",
    de: "jede Spalte braucht einen eigenen Namen; diese kommen mehrfach vor: {1}",
    ja: "列名が重複しています: {1}",
  },
  {
    en: "is encoded as UTF-16; save it as “CSV UTF-8” (Excel: Save As → CSV UTF-8)",
    de: "ist als UTF-16 kodiert; speichern Sie sie als „CSV UTF-8“ (Excel: Speichern unter → CSV UTF-8)",
    ja: "文字コードが UTF-16 です。「CSV UTF-8」で保存してください(Excel: 名前を付けて保存 → CSV UTF-8)",
  },
  {
    en: "is not encoded as UTF-8; save it as “CSV UTF-8” (Excel: Save As → CSV UTF-8)",
    de: "ist nicht als UTF-8 kodiert; speichern Sie sie als „CSV UTF-8“ (Excel: Speichern unter → CSV UTF-8)",
    ja: "文字コードが UTF-8 ではありません。「CSV UTF-8」で保存してください(Excel: 名前を付けて保存 → CSV UTF-8)",
  },
  {
    en: "contains zero bytes, so it is not a text file",
    de: "enthält Null-Bytes, ist also keine Textdatei",
    ja: "ヌル文字が含まれているため、テキストファイルではありません",
  },
  {
    en: "a quote is opened and never closed",
    de: "ein Anführungszeichen wird geöffnet und nicht geschlossen",
    ja: "引用符が閉じられていません",
  },
  {
    en: "a quote stands inside a cell; put the cell in quotes and double the quotes in it",
    de: "ein Anführungszeichen steht in einer Zelle; setzen Sie die Zelle in Anführungszeichen und verdoppeln Sie die darin",
    ja: "セルの途中に引用符があります。セル全体を引用符で囲み、中の引用符は二重にしてください",
  },
  {
    en: "something follows a closing quote; double the quotes that belong to a cell",
    de: "auf ein schließendes Anführungszeichen folgt noch etwas; verdoppeln Sie die Anführungszeichen, die zur Zelle gehören",
    ja: "閉じ引用符の後に文字があります。セルの中の引用符は二重にしてください",
  },
  {
    en: "must not exceed {1} characters; is a quote missing above?",
    de: "darf höchstens {1} Zeichen haben; fehlt weiter oben ein Anführungszeichen?",
    ja: "{1} 文字までです。これより上に閉じられていない引用符はありませんか",
  },
  {
    en: "has {1} cells, the header has {2}",
    de: "hat {1} Zellen, die Kopfzeile hat {2}",
    ja: "セルが {1} 個ありますが、見出し行は {2} 個です",
  },
  { en: "says not whose row it is", de: "sagt nicht, für wen die Zeile ist", ja: "誰の行か指定されていません" },
  { en: "there is no customer {1}", de: "es gibt keinen Kunden {1}", ja: "顧客 {1} は存在しません" },
  {
    en: "there is no customer with the e-mail {1}",
    de: "es gibt keinen Kunden mit der E-Mail {1}",
    ja: "メールアドレスが {1} の顧客は存在しません",
  },
  { en: "there is no profile {1}", de: "es gibt kein Profil {1}", ja: "プロフィール {1} は存在しません" },
  { en: 'there is no attribute "{1}"', de: "es gibt kein Attribut „{1}“", ja: "属性「{1}」は存在しません" },
  {
    en: '"{1}" is filled by the column "{2}" already',
    de: "„{1}“ wird schon von der Spalte „{2}“ gefüllt",
    ja: "「{1}」には列「{2}」がすでに割り当てられています",
  },
  {
    en: "names neither an attribute for a column nor a segment_id, so nothing would be stored",
    de: "nennt weder ein Attribut noch ein Segment, es würde also nichts gespeichert",
    ja: "属性もセグメントも指定されていないため、保存されるものがありません",
  },
  {
    en: "the file is not kept any more; upload it again",
    de: "die Datei ist nicht mehr gespeichert; laden Sie sie noch einmal hoch",
    ja: "ファイルはもう保存されていません。もう一度アップロードしてください",
  },
  {
    en: "name at least one field for the file's columns",
    de: "die Datei braucht mindestens eine Spalte",
    ja: "列を 1 つ以上選んでください",
  },

  // Rights and settings
  {
    en: "You may not take data out of the shop; ask an admin who may",
    de: "Sie dürfen keine Daten exportieren; fragen Sie jemanden, der das darf",
    ja: "データをエクスポートする権限がありません。権限のある管理者に依頼してください",
  },
  {
    en: "You may not change anything here; ask an admin who may",
    de: "Sie dürfen hier nichts ändern; fragen Sie jemanden, der das darf",
    ja: "変更する権限がありません。権限のある管理者に依頼してください",
  },
  {
    en: "There is only personal data here, which you may not see.",
    de: "Hier gibt es nur personenbezogene Daten, die Sie nicht sehen dürfen.",
    ja: "ここには個人データしかなく、表示する権限がありません。",
  },
  {
    en: "{1} is personal data, which you may not see",
    de: "{1} ist personenbezogen; das dürfen Sie nicht sehen",
    ja: "{1} は個人データで、表示する権限がありません",
  },
  {
    en: "is about personal data, which you may not see",
    de: "betrifft personenbezogene Daten, die Sie nicht sehen dürfen",
    ja: "個人データに関するもので、表示する権限がありません",
  },
  {
    en: "searches names and e-mails, which you may not see; search by the id of a profile or customer",
    de: "sucht nach Namen und E-Mail-Adressen, die Sie nicht sehen dürfen; suchen Sie nach der ID eines Profils oder Kunden",
    ja: "名前とメールアドレスの検索は、表示する権限がないため使えません。プロフィールまたは顧客の ID で検索してください",
  },
  {
    en: "nobody could change these settings any more; leave at least one admin the right to edit",
    de: "niemand könnte diese Einstellungen mehr ändern; lassen Sie mindestens einer Person das Recht dazu",
    ja: "この設定を変更できる人がいなくなります。少なくとも 1 人の管理者に編集権限を残してください",
  },
  { en: "must hold at most {1} domains", de: "darf höchstens {1} Domains haben", ja: "ドメインは {1} 個までです" },
  {
    en: "must be a domain such as example.com",
    de: "muss eine Domain wie example.com sein",
    ja: "example.com のようなドメインで指定してください",
  },
]
