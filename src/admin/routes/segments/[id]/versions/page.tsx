import { VersionsPage } from "../../../../../../admin/segments/versions/versions-page"
import { TextCrumb } from "../../../../../../admin/shared/crumbs"

export const handle = { breadcrumb: () => <TextCrumb text="audience.tabs.versions" /> }

export default VersionsPage
