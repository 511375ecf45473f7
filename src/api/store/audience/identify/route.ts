import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { CUSTOMER_FIELDS, toCustomerRecord, type MedusaCustomer } from "../../../../workflows/facts/customer-record"
import { parse } from "../../../parse"
import { stagesOf } from "../../../stages"
import { identifyBody } from "./body"

/** Ties the visitor to the signed-in customer. Safe to call on every page: a tie that stands changes nothing. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse<{ profile: { id: string } }>): Promise<void> {
  const { visitor, traits } = parse(identifyBody, req.body)
  const { publicId } = await stagesOf(req).identity.identifyCustomer({
    visitor,
    customer: toCustomerRecord(await signedInCustomer(req)),
    ...(traits ? { traits } : {}),
  })
  res.json({ profile: { id: publicId } })
}

async function signedInCustomer(req: AuthenticatedMedusaRequest): Promise<MedusaCustomer> {
  const { data } = await req.scope.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "customer",
    fields: CUSTOMER_FIELDS,
    filters: { id: req.auth_context.actor_id },
  })
  const customer = data[0] as MedusaCustomer | undefined
  // A token outlives the customer it was made for.
  if (!customer) throw new MedusaError(MedusaError.Types.UNAUTHORIZED, "The signed-in customer does not exist any more")
  return customer
}
