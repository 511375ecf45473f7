import { ByHandPage } from "../../../../../../admin/by-hand/by-hand-page"
import { TextCrumb } from "../../../../../../admin/shared/crumbs"

export const handle = { breadcrumb: () => <TextCrumb text="audience.byHand.title" /> }

export default ByHandPage
