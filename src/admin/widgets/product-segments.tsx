import { defineWidgetConfig } from "@medusajs/admin-sdk"
import { ProductWidget } from "../../../admin/product/product-widget"

export const config = defineWidgetConfig({ zone: "product.details.side.after" })

export default ProductWidget
