import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

export interface Question {
  entity: string
  fields: string[]
  filters?: Record<string, unknown>
  /** Rows that Medusa has deleted only by a mark are answered too. */
  withDeleted?: boolean
  /** The first rows by id. */
  take?: number
}

/**
 * Rows of Medusa's Query.
 *
 * `Row` is what the caller asked for by its fields: Query's own types know entities and
 * fields only as literals, and ours are put together in one place for several uses.
 */
export async function ask<Row>(container: MedusaContainer, { take, ...question }: Question): Promise<Row[]> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ ...question, ...(take ? { pagination: { take, order: { id: "ASC" } } } : {}) })
  return data as unknown as Row[]
}
