import { MedusaError } from "@medusajs/framework/utils"

/** An answer of 400 `invalid_data`; the message names the place and what would be right. */
export function invalidData(message: string): Error {
  return new MedusaError(MedusaError.Types.INVALID_DATA, message)
}

/** An answer of 404 `not_found`. */
export function notFound(message: string): Error {
  return new MedusaError(MedusaError.Types.NOT_FOUND, message)
}

/** An answer of 400 `not_allowed`: well-formed, but not possible in this state. */
export function notAllowed(message: string): Error {
  return new MedusaError(MedusaError.Types.NOT_ALLOWED, message)
}
