import { CreateSegmentPage } from "../../../../../admin/segments/create-page"
import { TextCrumb } from "../../../../../admin/shared/crumbs"

export const handle = { breadcrumb: () => <TextCrumb text="audience.actions.create" /> }

export default CreateSegmentPage
