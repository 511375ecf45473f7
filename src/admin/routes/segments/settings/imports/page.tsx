import { ImportsPage } from "../../../../../../admin/settings/imports-page"
import { TextCrumb } from "../../../../../../admin/shared/crumbs"

export const handle = { breadcrumb: () => <TextCrumb text="audience.settingsTabs.imports" /> }

export default ImportsPage
