import { AccessPage } from "../../../../../../admin/settings/access-page"
import { TextCrumb } from "../../../../../../admin/shared/crumbs"

export const handle = { breadcrumb: () => <TextCrumb text="audience.settingsTabs.access" /> }

export default AccessPage
