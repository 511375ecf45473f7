import { defineRouteConfig } from "@medusajs/admin-sdk"
import { PeoplePage } from "../../../../../admin/members/people-page"
import { TextCrumb } from "../../../../../admin/shared/crumbs"

export const config = defineRouteConfig({ label: "audience.menu.people", rank: 1, translationNs: "translation" })
export const handle = { breadcrumb: () => <TextCrumb text="audience.menu.people" /> }

export default PeoplePage
