import { randomUUID } from "node:crypto"
import { shop } from "./shop"

export interface SecondAdmin {
  id: string
  email: string
  password: string
  token: string
}

/** A further admin user, made as the shop's owner would: invited, and the invitation accepted. */
export async function inviteAdmin(): Promise<SecondAdmin> {
  const email = `${randomUUID()}@admins.test`
  const password = "supersecret"
  const { invite } = (await shop().admin<{ invite: { token: string } }>("/admin/invites", { body: { email } })).body
  const registered = await shop().http<{ token: string }>("/auth/user/emailpass/register", { body: { email, password } })
  const accepted = await shop().http<{ user: { id: string } }>(`/admin/invites/accept?token=${encodeURIComponent(invite.token)}`, {
    body: { email, first_name: "Second", last_name: "Admin" },
    token: registered.body.token,
  })
  const { token } = (await shop().http<{ token: string }>("/auth/user/emailpass", { body: { email, password } })).body
  return { id: accepted.body.user.id, email, password, token }
}
