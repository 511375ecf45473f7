import { PrivacyPage } from "../../../../../../admin/settings/privacy-page"
import { TextCrumb } from "../../../../../../admin/shared/crumbs"

export const handle = { breadcrumb: () => <TextCrumb text="audience.settingsTabs.privacy" /> }

export default PrivacyPage
