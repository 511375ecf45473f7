import { useEffect, useMemo, useState } from "react"
import { useTranslation } from "react-i18next"
import { createFormats, type Formats } from "./formats"
import { useCatalogue } from "./queries"

/** Formats in the admin's language, the shop's zone and its reporting currency. Until those are known, the browser's zone. */
export function useFormats(): Formats {
  const { i18n } = useTranslation()
  const { data } = useCatalogue()
  return useMemo(() => createFormats(i18n.language, data?.time_zone, data?.currency), [i18n.language, data?.time_zone, data?.currency])
}

/** The same where an answer itself says zone and currency, without asking for the catalogue. */
export function useFormatsOf(timeZone: string | undefined, currency: string | undefined): Formats {
  const { i18n } = useTranslation()
  return useMemo(() => createFormats(i18n.language, timeZone, currency), [i18n.language, timeZone, currency])
}

/** The present in milliseconds, moving on by itself, so that "5 minutes ago" stays true on an open page. */
export function useNow(everyMilliseconds = 15_000): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMilliseconds)
    return () => clearInterval(timer)
  }, [everyMilliseconds])
  return now
}
