import type { CustomerRecord } from "../../modules/audience"

const FIELDS = [
  "id", "email", "first_name", "last_name", "phone", "has_account", "metadata", "created_at", "updated_at", "deleted_at", "groups.id",
] // prettier-ignore

export const CUSTOMER_FIELDS = FIELDS
/** The same fields, asked through an order or a cart. */
export const CUSTOMER_OF_FIELDS = FIELDS.map((field) => `customer.${field}`)

export interface MedusaCustomer {
  id: string
  email: string | null
  first_name: string | null
  last_name: string | null
  phone: string | null
  has_account: boolean
  metadata: Record<string, unknown> | null
  created_at: string | Date
  updated_at: string | Date
  deleted_at: string | Date | null
  groups?: { id: string }[]
}

/** Medusa's customer as the identity stage keeps it. */
export function toCustomerRecord(customer: MedusaCustomer): CustomerRecord {
  return {
    id: customer.id,
    email: customer.email,
    first_name: customer.first_name,
    last_name: customer.last_name,
    phone: customer.phone,
    has_account: customer.has_account,
    // One membership may be stored twice: Medusa has no unique index on it.
    group_ids: [...new Set((customer.groups ?? []).map(({ id }) => id))].sort(),
    metadata: customer.metadata,
    created_at: new Date(customer.created_at),
    updated_at: new Date(customer.updated_at),
    deleted_at: customer.deleted_at ? new Date(customer.deleted_at) : null,
  }
}
