import { InternalPage } from "../../../../../../admin/settings/internal-page"
import { TextCrumb } from "../../../../../../admin/shared/crumbs"

export const handle = { breadcrumb: () => <TextCrumb text="audience.settingsTabs.internal" /> }

export default InternalPage
