import type { FactTable } from "./upsert"

export const ORDER: FactTable = {
  name: "order_fact",
  key: { id: "text" },
  columns: {
    profile_id: "int",
    visitor_id: "int",
    customer_id: "text",
    cart_id: "text",
    display_id: "int",
    email: "text",
    currency_code: "text",
    total: "numeric",
    total_reporting: "numeric",
    placed_at: "timestamptz",
    canceled_at: "timestamptz",
    sales_channel_id: "text",
    region_id: "text",
    promotion_codes: "text[]",
    updated_at: "timestamptz",
    read_at: "timestamptz",
  },
  silent: ["read_at"],
}

export const ORDER_LINE: FactTable = {
  name: "order_line",
  key: { order_id: "text", line_id: "text" },
  columns: {
    profile_id: "int",
    placed_at: "timestamptz",
    product_id: "text",
    variant_id: "text",
    title: "text",
    quantity: "numeric",
    returned_quantity: "numeric",
    total: "numeric",
    total_reporting: "numeric",
  },
}

export const REFUND: FactTable = {
  name: "refund",
  key: { id: "text" },
  columns: { order_id: "text", profile_id: "int", amount: "numeric", amount_reporting: "numeric", refunded_at: "timestamptz" },
}

export const CART: FactTable = {
  name: "cart",
  key: { id: "text" },
  columns: {
    profile_id: "int",
    visitor_id: "int",
    customer_id: "text",
    email: "text",
    currency_code: "text",
    total: "numeric",
    total_reporting: "numeric",
    quantity: "numeric",
    created_at: "timestamptz",
    touched_at: "timestamptz",
    completed_at: "timestamptz",
    deleted_at: "timestamptz",
    read_at: "timestamptz",
  },
  silent: ["read_at"],
}

export const CART_LINE: FactTable = {
  name: "cart_line",
  key: { cart_id: "text", line_id: "text" },
  columns: { profile_id: "int", product_id: "text", variant_id: "text", title: "text", quantity: "numeric", total: "numeric" },
}

export const PRODUCT: FactTable = {
  name: "product",
  key: { id: "text" },
  columns: {
    title: "text",
    handle: "text",
    thumbnail: "text",
    collection_id: "text",
    type_id: "text",
    category_ids: "text[]",
    tag_ids: "text[]",
    updated_at: "timestamptz",
    deleted_at: "timestamptz",
  },
}

export const LABEL: FactTable = { name: "label", key: { kind: "text", id: "text" }, columns: { label: "text" } }
