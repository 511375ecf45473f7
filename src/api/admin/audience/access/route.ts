import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError, Modules } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import type { AccessDto } from "../../../../contract"
import { parse } from "../../../parse"
import { stagesOf } from "../../../stages"
import { requestRights } from "./guard"

const MOST_USERS = 1000
const right = z.boolean("must be true or false")
const body = z.strictObject({
  users: z.array(z.strictObject({ id: z.string(), personal: right, export: right, edit: right })).max(MOST_USERS),
})

interface User {
  id: string
  email: string
  name: string | null
}

async function adminUsers(scope: MedusaContainer): Promise<User[]> {
  const users = await scope.resolve(Modules.USER).listUsers({}, { take: MOST_USERS, order: { email: "ASC" } })
  return users.map(({ id, email, first_name, last_name }) => ({
    id,
    email,
    name: [first_name, last_name].filter(Boolean).join(" ") || null,
  }))
}

async function answer(req: AuthenticatedMedusaRequest, users: User[]): Promise<AccessDto> {
  const { access } = stagesOf(req)
  const own = req.auth_context.actor_id
  return {
    me: await requestRights(req),
    users: await Promise.all(users.map(async (user) => ({ ...user, ...(await access.rightsOf(user.id)), me: user.id === own }))),
  }
}

export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<AccessDto>): Promise<void> {
  res.json(await answer(req, await adminUsers(req.scope)))
}

export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse<AccessDto>): Promise<void> {
  const { users: changes } = parse(body, req.body)
  const users = await adminUsers(req.scope)
  const known = new Set(users.map(({ id }) => id))
  const unknown = changes.findIndex(({ id }) => !known.has(id))
  if (unknown >= 0) throw new MedusaError(MedusaError.Types.INVALID_DATA, `users[${unknown}].id: is not an admin user of this shop`)
  await stagesOf(req).access.change(changes, [...known])
  res.json(await answer(req, users))
}
