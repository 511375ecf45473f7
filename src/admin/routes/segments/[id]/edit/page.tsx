import { EditSegmentPage } from "../../../../../../admin/segments/edit-page"
import { TextCrumb } from "../../../../../../admin/shared/crumbs"

export const handle = { breadcrumb: () => <TextCrumb text="audience.actions.edit" /> }

export default EditSegmentPage
