import type { UIMatch } from "react-router-dom"
import { PersonPage } from "../../../../../../admin/people/person-page"
import { PersonCrumb } from "../../../../../../admin/shared/crumbs"

export const handle = { breadcrumb: ({ params }: UIMatch) => <PersonCrumb id={params.id} /> }

export default PersonPage
