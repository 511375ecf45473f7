import { defineRouteConfig } from "@medusajs/admin-sdk"
import { SettingsPage } from "../../../../../admin/settings/settings-page"
import { TextCrumb } from "../../../../../admin/shared/crumbs"

export const config = defineRouteConfig({ label: "audience.menu.settings", rank: 9, translationNs: "translation" })
export const handle = { breadcrumb: () => <TextCrumb text="audience.menu.settings" /> }

export default SettingsPage
