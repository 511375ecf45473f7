import { defineRouteConfig } from "@medusajs/admin-sdk"
import { CohortsPage } from "../../../../../admin/cohorts/cohorts-page"
import { TextCrumb } from "../../../../../admin/shared/crumbs"

export const config = defineRouteConfig({ label: "audience.cohorts.menu", rank: 3, translationNs: "translation" })
export const handle = { breadcrumb: () => <TextCrumb text="audience.cohorts.menu" /> }

export default CohortsPage
