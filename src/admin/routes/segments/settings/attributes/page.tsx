import { AttributesPage } from "../../../../../../admin/settings/attributes-page"
import { TextCrumb } from "../../../../../../admin/shared/crumbs"

export const handle = { breadcrumb: () => <TextCrumb text="audience.settingsTabs.attributes" /> }

export default AttributesPage
