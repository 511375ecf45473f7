import fc from "fast-check"
import sql, { raw } from "sql-template-tag"
import type { CatalogueField, RuleGroup, RuleNode, WireEvent } from "../../../src/contract"
import { createAudience, type Audience } from "../../../src/modules/audience/audience"
import type { CartRecord, CustomerRecord, OrderRecord } from "../../../src/modules/audience"
import { publicProfileId } from "../../../src/modules/audience/identity"
import { nextMidnight } from "../../../src/modules/audience/lib/clock"
import type { TestAudience } from "../audience"
import { conditionsOf, followsTime } from "../random-conditions"
import { drawsFrom } from "../random-world"
import type { World } from "../world"
import { readWorld } from "./read-world"
import { testClock } from "../clock"
import type { Line, RuleSeed, Step } from "./steps"

const STAFF = "staff.test"
const EMAILS = ["Ada@shop.test", `bob@${STAFF}`]
const CUSTOMERS = 12
const PRODUCTS = ["prod_mug", "prod_shirt", "prod_card", "prod_gone"]
const AGENTS = [
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
]
const MINUTE = 60_000
const uuid = (kind: number, number: number): string => `${String(kind).padStart(8, "0")}-0000-4000-8000-${String(number).padStart(12, "0")}`

type Of<Happens extends Step["happens"]> = Extract<Step, { happens: Happens }>

/** A shop small enough to tell its whole history, on the real stages: carries out one step after the other. */
export class LittleShop {
  /** The process whose pipeline has the lock. */
  private worker: Audience
  private readonly processes: [Audience, Audience]
  private readonly orders = new Map<number, OrderRecord>()
  private readonly customers: CustomerRecord[]
  private readonly visits: { browser: number; body: object; ahead: number }[] = []
  readonly segments: { id: string; name: string; rule: RuleGroup | null }[] = []
  private named = 0
  private events = 0

  /** `open` starts one of the shop's processes. */
  constructor(
    private readonly audience: TestAudience,
    private readonly fields: readonly CatalogueField[],
    private readonly open: () => Audience = () => createAudience(audience)
  ) {
    this.processes = [open(), open()]
    this.worker = this.processes[0]
    const then = audience.clock.now()
    this.customers = Array.from({ length: CUSTOMERS }, (_, number) => ({
      ...{
        id: `cus_${number}`,
        email: EMAILS[number % 2] ?? null,
        first_name: number === 1 ? null : "Ada",
        last_name: null,
      },
      ...{ phone: null, has_account: number % 4 < 2, group_ids: [], metadata: null, created_at: then, updated_at: then, deleted_at: null },
    }))
  }

  async stop(): Promise<void> {
    await Promise.all(this.processes.map((process) => process.collection.stop()))
  }

  /** Everything that the pipeline does in a round, until nothing waits. */
  async round(): Promise<void> {
    await this.worker.identity.runTasks()
    while ((await this.worker.rollups.fold(2)).more);
    await this.worker.membership.tick()
  }

  async carryOut(step: Step): Promise<void> {
    const { identity, facts, clock } = { ...this.worker, clock: this.audience.clock }
    switch (step.happens) {
      case "visit":
        return this.visit(step)
      case "resend":
        return this.resend(step)
      case "sign in":
        await identity.identifyCustomer({ visitor: uuid(1, step.browser), customer: this.customer(step.customer) })
        return
      case "sign out":
        return this.tell(step.browser, "logged_out", {})
      case "trait":
        return this.tell(step.browser, "identified", { traits: { [step.attribute[0]]: step.attribute[1] } })
      case "cart":
        return facts.saveCarts([this.cart(step)])
      case "cart reported":
        return this.tell(step.browser, "cart_linked", { cart_id: `cart_${step.cart}` })
      case "cart gone":
        return facts.deleteCart(`cart_${step.cart}`, clock.now())
      case "order":
      case "canceled":
      case "refunded":
      case "returned":
      case "order gone":
        return this.changeOrder(step)
      case "customer": {
        const changes = {
          group_ids: step.groups,
          email: EMAILS[step.email] ?? null,
          deleted_at: step.gone ? clock.now() : null,
        }
        this.customers[step.customer] = { ...this.customer(step.customer), ...changes, updated_at: clock.now() }
        await identity.saveCustomer(this.customer(step.customer))
        return
      }
      case "attribute": {
        const profile = await identity.saveCustomer(this.customer(step.customer))
        await identity.setAttributes(profile, { [step.attribute[0]]: step.attribute[1] }, "api")
        return
      }
      case "product":
        await facts.saveProducts([
          {
            ...{ id: PRODUCTS[step.product] ?? "", title: "A product", handle: null, thumbnail: null, type_id: null, deleted_at: null },
            ...{ collection_id: step.collection, category_ids: step.categories, tag_ids: step.tags, updated_at: clock.now() },
          },
        ])
        return
      case "merge":
      case "unmerge":
        return this.merge(step)
      case "erased":
      case "internal":
        return this.leave(step)
      case "staff domain":
        return identity.setInternalDomains(step.is ? [STAFF] : [])
      case "decided":
        return this.decide(step)
      case "segment":
      case "static segment":
      case "segment edited":
      case "segment gone":
        return this.changeSegments(step)
      case "time":
        return this.passTime(step)
      case "evaluator starts anew":
        this.worker = this.open()
        return
      case "another process takes over":
        this.worker = this.worker === this.processes[0] ? this.processes[1] : this.processes[0]
        // As the pipeline does with the lock.
        this.worker.membership.forget()
        return
      case "tick":
        await this.worker.membership.tick()
        return
      case "round":
        return this.round()
    }
  }

  private customer(number: number): CustomerRecord {
    const customer = this.customers[number]
    if (!customer) throw new Error(`no customer ${number}`)
    return customer
  }

  private async visit({ browser, session, minutesAgo, clockAhead, events, consent }: Of<"visit">): Promise<void> {
    const now = this.audience.clock.now().getTime() + clockAhead * MINUTE
    const start = now - minutesAgo * MINUTE
    const wire = events.map(({ name, path, secondsLater, product, text }): WireEvent => {
      const properties = {
        ...(product !== null && name.startsWith("product_") ? { product_id: PRODUCTS[product] } : {}),
        ...(name === "page_engaged" ? { seconds: 30 } : {}),
        ...(name === "experience_viewed" ? { experience_id: "exp_1", variant: "a" } : {}),
        ...(text !== null && name === "clicked" ? { label: text } : {}),
        ...(text !== null && name === "products_searched" ? { query: text } : {}),
        ...(text !== null && name === "gift_wrapped" ? { color: text } : {}),
      }
      const source = session === 1 ? "?utm_source=newsletter&utm_medium=email&utm_campaign=Spring" : ""
      return {
        ...{ id: uuid(3, ++this.events), name, at: new Date(Math.min(now, start + secondsLater * 1000)).toISOString() },
        ...{
          session: uuid(2, browser * 10 + session),
          url: `https://shop.test${path}${source}`,
          title: path === "/" ? "Home" : "Sale",
          properties,
        },
      } as WireEvent
    })
    const body = { key: "pk_1", visitor: uuid(1, browser), sent_at: new Date(now).toISOString(), events: wire }
    this.visits.push({ browser, body, ahead: clockAhead })
    await this.collect(browser, { ...body, ...consented(consent) }, clockAhead)
  }

  private async resend({ visit, consent }: Of<"resend">): Promise<void> {
    const sent = this.visits.at(-1 - visit)
    if (sent) await this.collect(sent.browser, { ...sent.body, ...consented(consent) }, sent.ahead)
  }

  private tell(browser: number, name: string, properties: object): Promise<void> {
    const at = this.audience.clock.now().toISOString()
    const event = { id: uuid(3, ++this.events), name, at, session: uuid(2, browser * 10), url: "https://shop.test/", properties }
    return this.collect(browser, { key: "pk_1", visitor: uuid(1, browser), sent_at: at, events: [event] }, 0)
  }

  /** `ahead`: minutes by which the clock of the process that takes the request is wrong. */
  private async collect(browser: number, body: object, ahead: number): Promise<void> {
    const clock = testClock(new Date(this.audience.clock.now().getTime() + ahead * MINUTE))
    const { collection } = ahead > 0 ? createAudience({ ...this.audience, clock }) : this.processes[0]
    const outcome = await collection.collect({
      ...{ body, userAgent: AGENTS[browser % AGENTS.length] ?? "", headers: {}, isKnownKey: () => true },
    })
    if (outcome.status !== 202) throw new Error(`collect answered ${JSON.stringify(outcome)}`)
    if (ahead > 0) await collection.stop()
  }

  private cart({ cart, browser, customer, minutesAgo, lines, state }: Of<"cart">): CartRecord {
    const touched = new Date(this.audience.clock.now().getTime() - minutesAgo * MINUTE)
    return {
      ...{ id: `cart_${cart}`, visitor: browser === null ? null : uuid(1, browser), email: null, currency_code: "eur" },
      ...{ customer: customer === null ? null : this.customer(customer), created_at: touched, touched_at: touched, deleted_at: null },
      ...{ total: worth(lines), completed_at: state === "completed" ? this.audience.clock.now() : null, lines: linesOf(lines) },
    }
  }

  private async changeOrder(step: Of<"order" | "canceled" | "refunded" | "returned" | "order gone">): Promise<void> {
    const now = this.audience.clock.now()
    const before = this.orders.get(step.order)
    if (step.happens === "order gone") {
      this.orders.delete(step.order)
      return this.worker.facts.deleteOrders([`order_${step.order}`])
    }
    if (step.happens !== "order" && !before) return
    const order = step.happens === "order" ? this.order(step) : changed(step.happens, before as OrderRecord, now)
    this.orders.set(step.order, order)
    await this.worker.facts.saveOrders([order])
  }

  private order({ order, cart, customer, minutesAgo, usd, lines }: Of<"order">): OrderRecord {
    const now = this.audience.clock.now()
    return {
      ...{ id: `order_${order}`, display_id: order, cart_id: cart === null ? null : `cart_${cart}`, visitor: null, email: null },
      ...{ customer: this.customer(customer), currency_code: usd ? "usd" : "eur", total: worth(lines) + 1, canceled_at: null },
      ...{ placed_at: new Date(now.getTime() - minutesAgo * MINUTE), sales_channel_id: "sc_web", region_id: usd ? "reg_us" : "reg_eu" },
      ...{ promotion_codes: usd ? ["SALE10"] : [], updated_at: now, refunds: [] },
      lines: linesOf(lines).map((line) => ({ ...line, returned_quantity: 0 })),
    }
  }

  private async profileOf(browser: number): Promise<number | null> {
    const [row] = await this.audience.database.rows<{ profile_id: number }>(
      sql`select profile_id from audience.visitor where uuid = ${uuid(1, browser)} order by ended_at nulls first limit 1`
    )
    return row?.profile_id ?? null
  }

  private async merge(step: Of<"merge" | "unmerge">): Promise<void> {
    const { identity } = this.worker
    if (step.happens === "merge") {
      const [one, other] = await Promise.all(step.browsers.map((browser) => this.profileOf(browser)))
      if (one && other && one !== other) await unlessForbidden(identity.merge(one, other, "the same person"))
      return
    }
    const merges = await this.audience.database.rows<{ id: number }>(sql`select id from audience.merge order by id desc`)
    const merge = merges[step.merge]
    if (merge) await unlessForbidden(identity.unmerge(merge.id))
  }

  private async leave(step: Of<"erased" | "internal">): Promise<void> {
    const { identity, privacy } = this.worker
    if (step.happens === "erased" && step.who === "customer") {
      await privacy.erase({ customerId: this.customer(step.number).id }, NIGHT)
      return
    }
    const profile = await this.profileOf(step.happens === "internal" ? step.browser : step.number)
    if (profile === null) return
    if (step.happens === "internal") return identity.setInternal(profile, step.is)
    const [row] = await this.audience.database.rows<{ public_id: string }>(
      sql`select public_id from audience.profile where id = ${profile}`
    )
    await privacy.erase({ profileId: publicProfileId(row?.public_id ?? "") }, NIGHT)
  }

  /** About anybody who was ever there: somebody who was merged away, erased or is internal as well. */
  private async decide({ segment, person, what }: Of<"decided">): Promise<void> {
    const chosen = this.segments[segment % Math.max(1, this.segments.length)]
    const everybody = await this.audience.database.rows<{ id: number }>(sql`select id from audience.profile order by id`)
    const one = everybody[person % Math.max(1, everybody.length)]
    if (chosen && one) await this.worker.membership.decide(chosen.id, { [what]: [one.id] })
  }

  private async changeSegments(step: Of<"segment" | "static segment" | "segment edited" | "segment gone">): Promise<void> {
    const { segments } = this.worker
    if (step.happens === "static segment") {
      const { id, name } = await segments.create({ name: `Segment ${++this.named}`, kind: "static" })
      this.segments.push({ id, name, rule: null })
      return
    }
    if (step.happens === "segment") {
      const rule = await this.ruleOf(step.rule, this.segments.length)
      const { id, name } = await segments.create({ name: `Segment ${++this.named}`, rule })
      this.segments.push({ id, name, rule })
      return
    }
    const index = step.segment % Math.max(1, this.segments.length)
    const segment = this.segments[index]
    if (!segment) return
    if (step.happens === "segment edited") {
      if (!segment.rule) return
      segment.rule = await this.ruleOf(step.rule, index)
      await segments.update(segment.id, { rule: segment.rule })
      return
    }
    if ((await segments.dependents(segment.id)).length > 0) return
    await segments.delete(segment.id)
    this.segments.splice(index, 1)
  }

  /**
   * The rule that a seed stands for now: its conditions ask for values that occur by now, or for ones next to them.
   * Refers to none but segments before this place: what follows one another makes no circle.
   */
  private async ruleOf(seed: RuleSeed, place: number): Promise<RuleGroup> {
    const world = await readWorld(this.audience)
    const node = this.nodeOf(seed, place, world)
    return "rules" in node ? node : { match: "all", rules: [node] }
  }

  private nodeOf(seed: RuleSeed, place: number, world: World): RuleNode {
    if ("match" in seed) return { match: seed.match, not: seed.not, rules: seed.rules.map((one) => this.nodeOf(one, place, world)) }
    if ("segment" in seed) {
      const other = this.segments[seed.segment % Math.max(1, place)]
      if (place > 0 && other) return { field: "attribute.segments", operator: seed.operator, value: [other.id] }
      return { match: "all", rules: [] }
    }
    const field = this.fields[seed.condition % this.fields.length]
    if (!field) throw new Error("there are no fields")
    const draw = drawsFrom(seed.condition)
    // Where a field has fixed choices, validation refuses what is none.
    const allowed = field.choices?.map(({ value }) => value)
    const conditions = conditionsOf(draw, world, field, []).filter(
      ({ value = [] }) => !allowed || [value].flat().every((one) => allowed.includes(one as string))
    )
    const moving = conditions.filter(followsTime)
    return draw(fc.constantFrom(...(moving.length > 0 && draw(fc.boolean()) ? moving : conditions)))
  }

  private async passTime({ passes }: Of<"time">): Promise<void> {
    const { clock, options } = this.audience
    const midnight = nextMidnight(clock.now(), options.timeZone)
    if (typeof passes === "number") clock.advance(passes)
    else if (passes === "past midnight") clock.set(midnight)
    else if (passes === "to midnight") clock.set(new Date(midnight.getTime() - 1))
    else {
      const turns: number[] = []
      for (const { rule } of this.segments) {
        if (!rule) continue
        const { members, validUntil } = await this.worker.segments.evaluate(rule)
        members.dispose()
        if (validUntil) turns.push(validUntil.getTime())
      }
      if (turns.length > 0) clock.set(new Date(Math.min(...turns)))
    }
  }
}

const NIGHT = { type: "system", id: null } as const

const consented = (marketing?: boolean): object =>
  marketing === undefined ? {} : { consent: { analytics: true, personalization: true, marketing } }

const worth = (lines: readonly Line[]): number => lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0)

const linesOf = (lines: readonly Line[]) =>
  lines.map(({ product, quantity, price }, place) => ({
    ...{ id: `line_${place}`, product_id: PRODUCTS[product] ?? null, variant_id: product === 1 ? "variant_s" : null, title: null },
    ...{ quantity, total: quantity * price },
  }))

function changed(happens: "canceled" | "refunded" | "returned", order: OrderRecord, now: Date): OrderRecord {
  const { id, refunds, lines } = order
  if (happens === "canceled") return { ...order, canceled_at: now, updated_at: now }
  if (happens === "refunded")
    return { ...order, updated_at: now, refunds: [...refunds, { id: `${id}_ref_${refunds.length}`, amount: 1, refunded_at: now }] }
  return {
    ...order,
    updated_at: now,
    lines: lines.map((line) => ({ ...line, returned_quantity: Math.min(line.quantity, line.returned_quantity + 1) })),
  }
}

/** The guards of identity forbid some merges: then nothing has happened. */
async function unlessForbidden(merging: Promise<void>): Promise<void> {
  try {
    await merging
  } catch (error) {
    if (!["not_allowed", "not_found"].includes((error as { type?: string }).type ?? "")) throw error
  }
}

/** Empties every table but the attributes that a shop has declared, and counts ids from 1 again. Truncating takes ten times as long. */
export async function emptyDatabase({ database }: TestAudience): Promise<void> {
  const columns = await database.rows<{ name: string; identity: string | null }>(sql`
    select c.relname as name, (select quote_literal(pg_get_serial_sequence('audience.' || c.relname, a.attname)) from pg_attribute a
      where a.attrelid = c.oid and a.attidentity <> '' limit 1) as identity
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'audience' and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'attribute'`)
  const statements = columns.map(
    ({ name, identity }) => `delete from audience.${name}${identity ? `; select setval(${identity}, 1, false)` : ""}`
  )
  await database.execute(raw(`begin; ${statements.join("; ")}; commit`))
}
