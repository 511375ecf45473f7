import { defineRouteConfig } from "@medusajs/admin-sdk"
import { UserGroup } from "@medusajs/icons"
import { SegmentsPage } from "../../../../admin/segments/list/list-page"
import { TextCrumb } from "../../../../admin/shared/crumbs"

export const config = defineRouteConfig({ label: "audience.menu.segments", icon: UserGroup, translationNs: "translation" })
export const handle = { breadcrumb: () => <TextCrumb text="audience.menu.segments" /> }

export default SegmentsPage
