import { defineRouteConfig } from "@medusajs/admin-sdk"
import { ComparePage } from "../../../../../admin/compare/compare-page"
import { TextCrumb } from "../../../../../admin/shared/crumbs"

export const config = defineRouteConfig({ label: "audience.compare.menu", rank: 2, translationNs: "translation" })
export const handle = { breadcrumb: () => <TextCrumb text="audience.compare.menu" /> }

export default ComparePage
