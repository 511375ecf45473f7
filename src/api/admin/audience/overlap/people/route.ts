import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { MembersPage } from "../../../../../contract"
import { parse } from "../../../../parse"
import { stagesOf } from "../../../../stages"
import { overlapPeopleBody } from "../../compare-schemas"

/** One page of the people in one overlap. A POST because what it asks for is a list of segments. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse<MembersPage>): Promise<void> {
  const { in: inside, not_in: outside, ...query } = parse(overlapPeopleBody, req.body)
  res.json(await stagesOf(req).reports.overlapPeople(inside, outside, query))
}
