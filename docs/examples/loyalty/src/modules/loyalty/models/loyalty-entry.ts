import { model } from "@medusajs/framework/utils"

/** Points that a customer was given, or spent where they are negative. */
export const LoyaltyEntry = model
  .define("loyalty_entry", {
    id: model.id().primaryKey(),
    customer_id: model.text(),
    points: model.number(),
    reason: model.text(),
    given_at: model.dateTime(),
  })
  .indexes([{ on: ["customer_id", "given_at"] }])
