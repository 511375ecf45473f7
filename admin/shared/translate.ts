import type { useTranslation } from "react-i18next"

/** The function that turns a key into text of the admin's language. */
export type Translate = ReturnType<typeof useTranslation>["t"]
