import { ImportPage } from "../../../../../../../admin/settings/import-page"
import { TextCrumb } from "../../../../../../../admin/shared/crumbs"

export const handle = { breadcrumb: () => <TextCrumb text="audience.imports.file" /> }

export default ImportPage
