import type { ReportSection } from "../../../../contract"
import { attributeRows } from "../columns"
import { reportSection, type Counted } from "../report-row"
import { ageBands } from "./ages"
import { customDistributions } from "./custom-attributes"
import { customerSections } from "./customers"
import { rfmSection } from "./rfm"
import type { ReportScope } from "./scope"

/** Who the members are beside what their visits tell, against everybody; the report's days do not matter here. */
export async function peopleSections(scope: ReportScope): Promise<{ sections: ReportSection[] }> {
  const attributes = await attributeRows(scope.db)
  const others = attributes.filter((attribute) => attribute.key !== "age" || !attribute.predefined)
  const sections = [
    await rfmSection(scope),
    ...(await customerSections(scope)),
    otherSegments(scope),
    await ageBands(scope, attributes),
    ...(await customDistributions(scope, others)),
  ]
  return { sections }
}

/** Which other segments the members are in. */
function otherSegments({ population, segments, sizes }: ReportScope): ReportSection {
  const rows = segments.map(({ id, name, members }): Counted => {
    const counted = population.visible(members)
    return { key: id, label: name, members: counted.andCardinality(population.members), profiles: counted.size }
  })
  return reportSection({ id: "attribute.segments", title: "Other segments", rows: rows.filter(({ profiles }) => profiles > 0), sizes })
}
