import { TemplatesPage } from "../../../../../admin/segments/templates-page"
import { TextCrumb } from "../../../../../admin/shared/crumbs"

export const handle = { breadcrumb: () => <TextCrumb text="audience.templates.title" /> }

export default TemplatesPage
