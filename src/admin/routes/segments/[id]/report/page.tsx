import { ReportPage } from "../../../../../../admin/report/report-page"
import { TextCrumb } from "../../../../../../admin/shared/crumbs"

export const handle = { breadcrumb: () => <TextCrumb text="audience.tabs.report" /> }

export default ReportPage
