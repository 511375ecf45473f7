import { randomUUID } from "node:crypto"
import type {
  AudienceSettings,
  MembersPage,
  PersonDto,
  ProfileDto,
  SegmentDto,
  SegmentExplanation,
  SegmentPreview,
} from "../../src/contract"
import { closeShop, shop, until, type Answer } from "../support/shop"

const domain = `staff-${randomUUID()}.test`
const emails = { ada: `ada@${domain}`, ben: `ben@${domain}` }
const people = {} as Record<keyof typeof emails, ProfileDto>
let segment: SegmentDto

const admin = <Body>(path: string, body?: unknown): Promise<Answer<Body>> =>
  shop().admin<Body>(`/admin/audience${path}`, body === undefined ? {} : { body })
const setDomains = (domains: unknown): Promise<Answer<AudienceSettings & { message: string }>> => admin("/settings", { internal_email_domains: domains }) // prettier-ignore
const listed = async (query: string): Promise<string[]> =>
  (await admin<MembersPage & { profiles: ProfileDto[] }>(`/profiles?q=${domain}${query}`)).body.profiles
    .map(({ email }) => email ?? "")
    .sort()
const rule = { match: "all", rules: [{ field: "attribute.email_domain", operator: "eq", value: domain }] }

beforeAll(async () => {
  for (const name of ["ada", "ben"] as const) {
    const { customer } = (await shop().admin<{ customer: { id: string } }>("/admin/customers", { body: { email: emails[name] } })).body
    people[name] = await until(
      async () => (await admin<{ profiles: ProfileDto[] }>(`/profiles?customer_id=${customer.id}`)).body.profiles[0],
      {
        what: `the profile of ${name}`,
      }
    )
  }
  segment = (await admin<{ segment: SegmentDto }>("/segments", { name: `Staff ${domain}`, rule })).body.segment
})

afterAll(async () => {
  await setDomains([])
  await closeShop()
})

/** The segment follows within seconds. */
const membersBecome = (emails: string[]): Promise<unknown> =>
  until(
    async () => {
      const { members } = (await admin<MembersPage>(`/segments/${segment.id}/members`)).body
      return JSON.stringify(members.map(({ email }) => email).sort()) === JSON.stringify(emails)
    },
    { what: `the members ${emails.join(", ")}` }
  )

describe("internal people", () => {
  it("leave every list, count and segment by their e-mail domain, and come back", async () => {
    await membersBecome([emails.ada, emails.ben])
    expect((await setDomains([` @${domain.toUpperCase()} `])).body.internal_email_domains).toEqual([domain])
    expect((await admin<AudienceSettings>("/settings")).body.internal_email_domains).toEqual([domain])
    expect(await listed("")).toEqual([])
    expect(await listed("&internal=true")).toEqual([emails.ada, emails.ben])
    expect((await admin<SegmentPreview>("/segments/preview", { rule })).body.count).toBe(0)
    await membersBecome([])
    const { body } = await admin<SegmentExplanation>(`/segments/${segment.id}/explain/${people.ada.id}`)
    expect(body).toMatchObject({ internal: true, result: false, rule: { result: true } })

    await setDomains([])
    await membersBecome([emails.ada, emails.ben])
    expect(await listed("&internal=true")).toEqual([])
  })

  it("are made by hand too, and an admin's word stands before the domains", async () => {
    const set = (name: keyof typeof people, internal: unknown): Promise<Answer<{ profile: PersonDto; message: string }>> => admin(`/profiles/${people[name].id}`, { internal }) // prettier-ignore
    expect((await set("ada", true)).body.profile).toMatchObject({ id: people.ada.id, internal: true })
    expect((await admin<{ profile: PersonDto }>(`/profiles/${people.ada.id}`)).body.profile.internal).toBe(true)
    await membersBecome([emails.ben])
    expect(await listed("&internal=true")).toEqual([emails.ada])

    expect((await set("ben", false)).body.profile.internal).toBe(false)
    await setDomains([domain])
    expect(await listed("")).toEqual([emails.ben])
    expect((await set("ada", false)).body.profile.internal).toBe(false)
    await membersBecome([emails.ada, emails.ben])
    await setDomains([])
  })

  it("are not told by what is no answer, no domain or no list", async () => {
    const path = `/profiles/${people.ada.id}`
    for (const body of [{}, { internal: "yes" }])
      expect((await admin<{ message: string }>(path, body)).body.message).toMatch(/^internal: must be true, false or null/)
    expect((await admin("/profiles/aprof_nobody", { internal: true })).status).toBe(404)
    expect((await setDomains([domain, "not a domain"])).body.message).toMatch(/^internal_email_domains\[1\]: must be a domain/)
    expect((await setDomains(domain)).status).toBe(400)
    expect((await admin<AudienceSettings>("/settings")).body.internal_email_domains).toEqual([])
    const narrowed = await admin<{ message: string }>(`/profiles?internal=true&rule=${encodeURIComponent(JSON.stringify(rule))}`)
    expect(narrowed).toMatchObject({ status: 400, body: { message: expect.stringMatching(/^rule: internal people/) as string } })
    expect((await admin<{ message: string }>("/profiles?internal=perhaps")).body.message).toMatch(/^internal: /)
  })
})
