import de from "./de"
import en from "./en"
import ja from "./ja"

export default { en: { translation: en }, de: { translation: de }, ja: { translation: ja } }
