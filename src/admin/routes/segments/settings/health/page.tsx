import { HealthPage } from "../../../../../../admin/settings/health-page"
import { TextCrumb } from "../../../../../../admin/shared/crumbs"

export const handle = { breadcrumb: () => <TextCrumb text="audience.settingsTabs.health" /> }

export default HealthPage
