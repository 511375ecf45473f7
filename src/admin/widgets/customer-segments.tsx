import { defineWidgetConfig } from "@medusajs/admin-sdk"
import { CustomerWidget } from "../../../admin/people/customer-widget"

export const config = defineWidgetConfig({ zone: "customer.details.side.after" })

export default CustomerWidget
