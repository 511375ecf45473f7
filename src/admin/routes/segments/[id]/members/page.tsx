import { MembersPage } from "../../../../../../admin/members/members-page"
import { TextCrumb } from "../../../../../../admin/shared/crumbs"

export const handle = { breadcrumb: () => <TextCrumb text="audience.tabs.members" /> }

export default MembersPage
