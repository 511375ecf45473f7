import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"

/** The language that the caller prefers, as `Accept-Language` or `?language=` names it: `de`, `ja-JP`. */
export function languageOf(req: MedusaRequest): string {
  const [wanted = "en"] = req.acceptsLanguages()
  return wanted === "*" ? "en" : wanted
}

/**
 * Makes of `?language=` the header it stands for: links and `curl` can say a language too, and
 * no route has to know the parameter.
 */
export function takeLanguage(req: MedusaRequest, _res: MedusaResponse, next: MedusaNextFunction): void {
  const { language } = req.query
  if (typeof language === "string" && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language)) {
    req.headers["accept-language"] = language
    delete req.query.language
  }
  next()
}
