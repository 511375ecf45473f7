import type { UIMatch } from "react-router-dom"
import { OverviewPage } from "../../../../../admin/overview/overview-page"
import { SegmentCrumb } from "../../../../../admin/shared/crumbs"

export const handle = { breadcrumb: ({ params }: UIMatch) => <SegmentCrumb id={params.id} /> }

export default OverviewPage
