import { MedusaService } from "@medusajs/framework/utils"
import { LoyaltyEntry } from "./models/loyalty-entry"

export default class LoyaltyModuleService extends MedusaService({ LoyaltyEntry }) {}
