import de from "./de.json"
import en from "./en.json"
import ja from "./ja.json"

export default { en: { translation: en }, de: { translation: de }, ja: { translation: ja } }
