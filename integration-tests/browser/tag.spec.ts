import type { Browser, BrowserContext, Page } from "playwright-core"
import { TAG_SCRIPT } from "../../src/generated/tag"
import { launchChromium } from "../support/chromium"
import { startTagSite, type TagSite } from "../support/tag-page"

const BODY = `
  <a id="link" href="/about" aria-label="About us">About <b>us</b></a>
  <button id="buy">Add <span>to   cart</span></button>
  <div id="tracked" data-track="newsletter"><input id="field" name="email"><textarea id="area">draft</textarea></div>
  <label id="labelled" data-track="">Name <input id="plain"></label>
  <p id="text">Just text</p>
  <button id="editable"><span contenteditable="true">secret words</span></button>`
/** Milliseconds of the pages' clock between two looks at what has arrived: less than anything that the tag waits for. */
const STEP = 250
/** No test waits longer for the tag, in milliseconds of the pages' clock; the longest of its pauses that any of them needs is 30 s. */
const LONGEST_WAIT = 300_000
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** The audience call of the page. */
type Audience = (...command: unknown[]) => void
declare const audience: Audience

let browser: Browser
let site: TagSite
let context: BrowserContext
let page: Page

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(async () => {
  await browser?.close()
})
beforeEach(async () => {
  site = await startTagSite(TAG_SCRIPT, BODY)
  context = await browser.newContext()
  await context.clock.install()
  page = await context.newPage()
})
afterEach(async () => {
  await context.close()
  await site.close()
})

const aMoment = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))

/**
 * Lets the pages' clock run until what the destination received makes `ready` true: the tag waits for seconds, the test need not.
 * What a page sends takes a moment to arrive. There is no other way to know that a browser has sent something.
 */
async function until(ready: () => boolean): Promise<void> {
  for (let waited = 0; !ready(); waited += STEP) {
    if (waited > LONGEST_WAIT) throw new Error(`The destination waited in vain; it has received ${JSON.stringify(site.received)}`)
    await context.clock.runFor(STEP)
    await aMoment(10)
  }
}

/** As {@link until}, while the pages' clock goes no faster than ours. */
async function untilAtRealPace(ready: () => boolean): Promise<void> {
  while (!ready()) await aMoment(20)
}

/** Passes longer than the tag keeps what it may send, and than what it has sent is under way. */
async function untilQuiet(): Promise<void> {
  await context.clock.runFor(10_000)
  await aMoment(250)
}

/** Milliseconds from each request to the next, by the clock of the page that sent it. */
function gaps(): number[] {
  const sent = site.received.map(({ body }) => Date.parse(body.sent_at))
  return sent.slice(1).map((at, index) => at - sent[index]!)
}

const timeOn = (target: Page): Promise<number> => target.evaluate(() => Date.now())

/** Opens a page of the site, whose clock goes on by itself and wherever the test moves it; the tag is running when this resolves. */
async function open(path = "/", target = page): Promise<void> {
  await target.goto(site.url + path)
  await target.waitForFunction(() => "tags" in (globalThis as unknown as { audience: object }).audience)
}

const visitorOn = (target: Page): Promise<string | null> =>
  target.evaluate(() => new Promise<string | null>((done) => audience("visitor", done)))

describe("page views", () => {
  it("come with address, title and referrer, and follow the history API", async () => {
    await open("/start?utm_source=mail")
    await until(() => site.named("page_viewed").length === 1)
    await page.evaluate(() => {
      history.pushState(null, "", "/next")
      document.title = "Second"
    })
    await page.evaluate(() => {
      history.replaceState(null, "", "/next")
      history.pushState(null, "", "/next#part")
      location.hash = "other"
    })
    await until(() => site.named("page_viewed").length === 2)
    await page.evaluate(() => {
      history.go(-3)
      addEventListener("popstate", () => location.pathname === "/start" && (document.title = "Back"))
    })
    await until(() => site.named("page_viewed").length === 3)
    expect(site.named("page_viewed").map(({ url, title, referrer }) => ({ url, title, referrer }))).toEqual([
      { url: `${site.url}/start?utm_source=mail`, title: "First", referrer: "" },
      { url: `${site.url}/next`, title: "Second", referrer: `${site.url}/start?utm_source=mail` },
      { url: `${site.url}/start?utm_source=mail`, title: "Back", referrer: `${site.url}/next` },
    ])
  })

  it("keep the title of a page that is left before it was sent", async () => {
    await open("/one")
    await until(() => site.received.length === 1)
    await page.evaluate(() => {
      history.pushState(null, "", "/two")
      document.title = "Two"
      history.pushState(null, "", "/three")
      document.title = "Three"
    })
    await until(() => site.named("page_viewed").length === 3)
    expect(site.named("page_viewed").map(({ title }) => title)).toEqual(["First", "Two", "Three"])
  })

  it("are counted by page() where the address stays", async () => {
    await open()
    await page.evaluate(() => audience("page"))
    await until(() => site.named("page_viewed").length === 2)
  })
})

describe("requests", () => {
  it("name key, visitor, context and consent; ids are UUIDv7", async () => {
    await open()
    await until(() => site.received.length === 1)
    const { body } = site.received[0]!
    expect(body).toMatchObject({
      key: "pk_test_12345678",
      visitor: expect.stringMatching(UUID_V7),
      consent: { analytics: true, personalization: true, marketing: true },
      context: { screen: "1280x720", language: "en-US", time_zone: expect.any(String) },
    })
    expect(body.events.map(({ name }) => name)).toEqual(["session_started", "page_viewed"])
    for (const { id, session, at } of body.events) {
      expect(id).toMatch(UUID_V7)
      expect(session).toMatch(UUID_V7)
      expect(new Date(at).toISOString()).toBe(at)
    }
  })

  it("are at least five seconds apart, and carry everything in between", async () => {
    await open()
    for (let n = 0; n < 30; n++) {
      await page.evaluate((n) => audience("track", "step_done", { n }), n)
      await context.clock.runFor(200)
    }
    await until(() => site.named("step_done").length === 30)
    expect(Math.min(...gaps())).toBeGreaterThan(4900)
    expect(site.named("step_done").map(({ properties }) => properties?.n)).toEqual(Array.from({ length: 30 }, (_, n) => n))
  })

  it("are one, and one more for every five seconds of a lively page", async () => {
    const [life, step] = [60_000, 500]
    await open()
    const opened = await timeOn(page)
    await page.evaluate(() => document.addEventListener("click", (event) => event.preventDefault()))
    for (let at = 0; at < life; at += step) {
      await page.evaluate((at) => {
        audience("track", "step_done", { at })
        document.getElementById("buy")!.click()
        if (at % 4000 === 0) history.pushState(null, "", `/at-${at}`)
        if (at % 7000 === 0) document.dispatchEvent(new Event("visibilitychange", { bubbles: true }))
      }, at)
      await context.clock.runFor(step)
    }
    await page.evaluate(() => audience("track", "last_done"))
    const lived = (await timeOn(page)) - opened
    // Leaving hands over what waits; it may come at any moment, as if a second had been begun.
    await page.goto("about:blank")
    await until(() => site.named("last_done").length === 1)
    await until(() => site.named("step_done").length === life / step)
    expect(site.named("clicked")).toHaveLength(life / step)
    expect(site.received.length).toBeLessThanOrEqual(1 + lived / 5000)
  })

  it("carry at most 100 events and stay below 60 KB", async () => {
    await open()
    await page.evaluate(() => {
      for (let n = 0; n < 150; n++) audience("track", "small_thing", { n })
    })
    await until(() => site.named("small_thing").length === 150)
    await page.evaluate(() => {
      for (let n = 0; n < 60; n++) audience("track", "large_thing", { n, a: "ü".repeat(1000), b: "x".repeat(1000) })
    })
    await until(() => site.named("large_thing").length === 60)
    for (const { body } of site.received) {
      expect(body.events.length).toBeLessThanOrEqual(100)
      expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThanOrEqual(60_000)
    }
    expect(new Set(site.events().map(({ id }) => id)).size).toBe(site.events().length)
  })

  it("are repeated with the same ids when they fail, and count once when they succeed", async () => {
    site.answers.push({ status: 503 }, { status: 500 })
    await open()
    await until(() => site.received.length === 3)
    const ids = site.received.map(({ body }) => body.events.map(({ id }) => id))
    expect(ids[1]).toEqual(ids[0])
    expect(ids[2]).toEqual(ids[0])
    const [second, third] = gaps()
    // 5 s doubles with every failure.
    expect(second).toBeGreaterThan(9900)
    expect(third).toBeGreaterThan(19_900)
  })

  it("are repeated with the same ids when the connection breaks", async () => {
    await page.route("**/audience/collect", (route) => route.abort("connectionreset"), { times: 1 })
    const lost = page.waitForRequest("**/audience/collect")
    await open()
    const { events } = (await lost).postDataJSON() as { events: unknown[] }
    await until(() => site.received.length === 1)
    expect(site.received[0]!.body.events).toEqual(events)
  })

  it("wait as long as a 429 asks", async () => {
    site.answers.push({ status: 429, headers: { "retry-after": "30" } })
    await open()
    await until(() => site.received.length === 2)
    // Without the header it would be 10 s.
    expect(gaps()[0]).toBeGreaterThan(29_900)
    expect(site.received[1]!.body.events).toEqual(site.received[0]!.body.events)
  })

  it("are not repeated when the server refuses them", async () => {
    site.answers.push({ status: 400 })
    await open()
    await until(() => site.received.length === 1)
    await page.evaluate(() => audience("track", "later_thing"))
    await until(() => site.received.length === 2)
    expect(site.received[1]!.body.events.map(({ name }) => name)).toEqual(["later_thing"])
  })

  it("are made up for on the next page when the browser was offline", async () => {
    await open()
    await until(() => site.received.length === 1)
    await page.evaluate(() => Object.defineProperty(navigator, "onLine", { value: false }))
    await page.evaluate(() => audience("track", "lost_thing"))
    await open("/again")
    await until(() => site.named("lost_thing").length === 1)
    expect(site.received[1]!.body.visitor).toBe(site.received[0]!.body.visitor)
  })

  it("are sent once by two tabs that share a queue", async () => {
    // Long enough for the other tab to want to send as well.
    site.answers.push({ status: 202, after: 3000 })
    const other = await context.newPage()
    await open("/a")
    await open("/b", other)
    for (let n = 0; n < 10; n++) {
      await page.evaluate((n) => audience("track", "left_thing", { n }), n)
      await other.evaluate((n) => audience("track", "right_thing", { n }), n)
    }
    // One tab learns a moment later what the other wrote; at the test's pace that moment is longer than any pause of the tag.
    await untilAtRealPace(() => site.named("left_thing").length >= 10 && site.named("right_thing").length >= 10)
    await untilQuiet()
    const ids = site.events().map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(new Set(site.received.map(({ body }) => body.visitor)).size).toBe(1)
  })
})

describe("clicks", () => {
  it("tell element, label and href, and never what was typed", async () => {
    await open()
    await page.evaluate(() => document.addEventListener("click", (event) => event.preventDefault()))
    await page.fill("#field", "ada@example.test")
    await page.fill("#plain", "Ada")
    for (const id of ["link", "buy", "field", "area", "plain", "text", "editable"]) await page.click(`#${id}`)
    await page.evaluate(() => audience("track", "end_of_test"))
    await until(() => site.named("end_of_test").length === 1)
    expect(site.named("clicked").map(({ properties }) => properties)).toEqual([
      { element: "a", label: "About us", href: `${site.url}/about` },
      { element: "button", label: "Add to cart" },
      { element: "div", label: "newsletter" },
      { element: "div", label: "newsletter" },
      { element: "label", label: "labelled" },
      { element: "button", label: "editable" },
    ])
    const text = JSON.stringify(site.received)
    for (const typed of ["ada@", "Ada", "draft", "secret"]) expect(text).not.toContain(typed)
  })
})

describe("engaged time", () => {
  /** The page is hidden and shown by the browser itself; a headless one pretends that every tab is in front. */
  async function setFront(front: boolean): Promise<void> {
    await page.evaluate((front) => {
      Object.defineProperty(document, "hidden", { value: !front, configurable: true })
      Object.defineProperty(document, "visibilityState", { value: front ? "visible" : "hidden", configurable: true })
      document.dispatchEvent(new Event("visibilitychange", { bubbles: true }))
    }, front)
  }
  const seconds = () => site.named("page_engaged").reduce((sum, { properties }) => sum + Number(properties?.seconds), 0)

  it("counts while the page is visible and focused only", async () => {
    await open()
    const opened = await timeOn(page)
    await context.clock.runFor(2000)
    await setFront(false)
    const inFront = (await timeOn(page)) - opened
    await context.clock.runFor(60_000)
    await setFront(true)
    await page.evaluate(() => {
      document.hasFocus = () => false
      dispatchEvent(new Event("blur"))
    })
    await context.clock.runFor(30_000)
    await page.goto("about:blank")
    await page.goto(`${site.url}/end`)
    await until(() => site.named("page_viewed").length === 2)
    // And for what it took to open and to lose the focus.
    expect(seconds()).toBeGreaterThanOrEqual(2)
    expect(seconds()).toBeLessThanOrEqual(Math.ceil(inFront / 1000) + 10)
  })

  it("is told, with the depth of scrolling, of each page of a single-page shop", async () => {
    await open("/one")
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight / 2))
    await context.clock.runFor(1600)
    await page.evaluate(() => history.pushState(null, "", "/two"))
    await until(() => site.named("page_engaged").length === 1)
    const [event] = site.named("page_engaged")
    expect(event!.properties?.seconds).toBeGreaterThanOrEqual(1)
    expect(event!.properties?.scroll).toBeGreaterThan(50)
    expect(event!.properties?.scroll).toBeLessThan(100)
  })

  it("survives the end of the page, with everything that waits", async () => {
    await open()
    await until(() => site.received.length === 1)
    await context.clock.runFor(1600)
    await page.evaluate(() => audience("track", "last_thing"))
    await Promise.all([page.waitForEvent("close"), page.close({ runBeforeUnload: true })])
    await until(() => site.named("page_engaged").length === 1)
    expect(site.received).toHaveLength(2)
    expect(site.received[1]!.body.events.map(({ name }) => name)).toEqual(["last_thing", "page_engaged"])
  })
})

describe("sessions", () => {
  const startedFrom = () => site.named("session_started").map(({ url, referrer }) => [url!.slice(site.url.length), referrer])

  it("last across pages, and end when another source arrives", async () => {
    await open("/one")
    await open("/two")
    await open("/three?utm_source=mail&utm_medium=email")
    await open("/three?utm_source=mail&utm_medium=email")
    await open("/four")
    await page.goto(`${site.url}/five`, { referer: "https://www.google.com/" })
    await until(() => site.named("page_viewed").length === 6)
    expect(startedFrom()).toEqual([
      ["/one", ""],
      ["/three?utm_source=mail&utm_medium=email", ""],
      ["/five", "https://www.google.com/"],
    ])
    expect(new Set(site.events().map(({ session }) => session)).size).toBe(3)
    expect(new Set(site.received.map(({ body }) => body.visitor)).size).toBe(1)
  })

  it("end after the idle time that the page asks for", async () => {
    await open("/?data=data-session-minutes%3D10")
    await page.evaluate(() => audience("track", "first_thing"))
    await context.clock.fastForward("09:00")
    await page.evaluate(() => audience("track", "second_thing"))
    await context.clock.fastForward("11:00")
    await page.evaluate(() => audience("track", "third_thing"))
    await until(() => site.named("third_thing").length === 1)
    const session = (name: string) => site.named(name)[0]!.session
    expect(session("second_thing")).toBe(session("first_thing"))
    expect(session("third_thing")).not.toBe(session("first_thing"))
    expect(site.named("session_started")).toHaveLength(2)
  })
})

describe("commands", () => {
  it("made before the script has loaded are carried out in their order", async () => {
    const head = `<script>audience("track", "early_thing", { n: 1 }); audience("cart", "cart_1"); audience("visitor", (id) => (window.early = id))</script>`
    await open(`/?head=${encodeURIComponent(head)}`)
    await until(() => site.named("cart_linked").length === 1)
    expect(site.events().map(({ name }) => name)).toEqual(["session_started", "page_viewed", "early_thing", "cart_linked"])
    expect(await page.evaluate(() => (globalThis as unknown as { early: string }).early)).toBe(site.received[0]!.body.visitor)
  })

  it("link a cart once", async () => {
    await open()
    await page.evaluate(() => {
      audience("cart", "cart_1")
      audience("cart", "cart_1")
      audience("cart", "cart_2")
      audience("identify", { age: 36, email: "ada@example.test" })
    })
    await until(() => site.named("identified").length === 1)
    expect(site.named("cart_linked").map(({ properties }) => properties)).toEqual([{ cart_id: "cart_1" }, { cart_id: "cart_2" }])
    expect(site.named("identified")[0]!.properties).toEqual({ traits: { age: 36, email: "ada@example.test" } })
  })

  it("logout ends the visitor and the session, and what comes next is another's", async () => {
    await open()
    const before = await visitorOn(page)
    await page.evaluate(() => {
      audience("logout")
      audience("track", "next_thing")
    })
    await until(() => site.named("next_thing").length === 1)
    const requestOf = (name: string) => site.received.find(({ body }) => body.events.some((event) => event.name === name))!.body
    expect(requestOf("logged_out").visitor).toBe(before)
    expect(requestOf("next_thing").visitor).not.toBe(before)
    expect(site.named("next_thing")[0]!.session).not.toBe(site.named("logged_out")[0]!.session)
    expect(await visitorOn(page)).toBe(requestOf("next_thing").visitor)
  })

  it("segments and experience answer from the server, and an experience shown is an event", async () => {
    await open()
    const answers = await page.evaluate(async () => [
      await new Promise((done) => audience("segments", done)),
      await new Promise((done) => audience("experience", "hero", done)),
      await new Promise((done) => audience("experience", "footer", done)),
    ])
    expect(answers).toEqual([[{ id: "aseg_1", handle: "gold" }], { id: "exp_1", variant: "b", content: { text: "Hi" } }, null])
    await until(() => site.named("experience_viewed").length === 1)
    expect(site.named("experience_viewed")[0]!.properties).toEqual({ experience_id: "exp_1", variant: "b" })
  })

  it("never throw into the page", async () => {
    const errors: Error[] = []
    page.on("pageerror", (error) => errors.push(error))
    await open()
    await page.evaluate(() => {
      const circle: Record<string, unknown> = {}
      circle.self = circle
      audience("track", "odd_thing", circle)
      audience("no_such_command")
      audience()
      audience("segments")
      audience("track", "good_thing")
    })
    await until(() => site.named("good_thing").length === 1)
    expect(errors).toEqual([])
  })

  it("reach every tag of a page, and one with the same key only once", async () => {
    await open()
    await page.evaluate(async () => {
      for (const key of ["pk_other_87654321", "pk_test_12345678"]) {
        const script = Object.assign(document.createElement("script"), { src: "/audience/tag.js" })
        script.dataset.key = key
        document.head.append(script)
        await new Promise((done) => (script.onload = done))
      }
      audience("track", "shared_thing")
    })
    await until(() => site.named("shared_thing").length === 2)
    const keys = site.received.filter(({ body }) => body.events.some(({ name }) => name === "shared_thing")).map(({ body }) => body.key)
    expect(keys.sort()).toEqual(["pk_other_87654321", "pk_test_12345678"])
    expect(site.named("page_viewed")).toHaveLength(2)
  })
})

describe("consent", () => {
  const stored = () => page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith("audience")))

  it("opt_in stores and sends nothing before the visitor agrees, and then knows where the visitor came from", async () => {
    await open("/landing?utm_source=mail&data=data-consent%3Dopt_in")
    await page.evaluate(() => history.pushState(null, "", "/moved"))
    await page.click("#buy")
    await untilQuiet()
    expect(site.received).toEqual([])
    expect(await stored()).toEqual([])
    expect(await visitorOn(page)).toBeNull()
    expect(await page.evaluate(() => new Promise((done) => audience("segments", done)))).toEqual([])
    await page.evaluate(() => audience("consent", { analytics: true }))
    await until(() => site.received.length === 1)
    const { consent, events } = site.received[0]!.body
    expect(consent).toEqual({ analytics: true, personalization: false, marketing: false })
    expect(events.map(({ name }) => name)).toEqual(["session_started", "page_viewed"])
    expect(events[0]!.url).toContain("/landing?utm_source=mail")
    expect(events[1]!.url).toBe(`${site.url}/moved`)
  })

  it("is remembered on the next page", async () => {
    await open("/?data=data-consent%3Dopt_in")
    await page.evaluate(() => audience("consent", { analytics: true, personalization: true, marketing: false }))
    await until(() => site.received.length === 1)
    await open("/next?data=data-consent%3Dopt_in")
    await until(() => site.received.length >= 2)
    expect(site.received.at(-1)!.body.consent).toEqual({ analytics: true, personalization: true, marketing: false })
  })

  it("withdrawn ends everything, and the server is told", async () => {
    await open()
    await until(() => site.received.length === 1)
    await page.evaluate(() => {
      audience("track", "waiting_thing")
      audience("consent", { analytics: false, personalization: false, marketing: false })
      audience("track", "forbidden_thing")
    })
    await until(() => site.received.length === 2)
    await page.click("#buy")
    await open("/next")
    await untilQuiet()
    expect(site.received).toHaveLength(2)
    expect(site.received[1]!.body).toMatchObject({
      visitor: site.received[0]!.body.visitor,
      consent: { analytics: false, personalization: false, marketing: false },
      events: [],
    })
    expect((await stored()).filter((name) => !name.includes("consent"))).toEqual([])
  })

  it("cookieless leaves nothing on the device and still counts", async () => {
    await open("/?data=data-consent%3Dcookieless")
    await until(() => site.received.length === 1)
    expect(await stored()).toEqual([])
    expect(site.received[0]!.body.consent).toEqual({ analytics: true, personalization: false, marketing: false })
    await open("/next?data=data-consent%3Dcookieless")
    await until(() => site.named("page_viewed").length === 2)
    expect(site.received.at(-1)!.body.visitor).not.toBe(site.received[0]!.body.visitor)
  })

  it.each(["globalPrivacyControl", "doNotTrack"])(
    "is refused for the visitor by %s, and only a yes that the shop asked for goes before it",
    async (signal) => {
      await context.addInitScript(
        (signal) => Object.defineProperty(navigator, signal, { value: signal === "doNotTrack" ? "1" : true }),
        signal
      )
      await open()
      await page.click("#buy")
      await untilQuiet()
      expect(site.received).toEqual([])
      expect(await stored()).toEqual([])
      await page.evaluate(() => audience("consent", { analytics: true }))
      await untilQuiet()
      expect(site.received).toEqual([])
      await open("/?data=data-consent%3Dopt_in")
      await until(() => site.received.length > 0)
      expect(site.received[0]!.body.consent).toEqual({ analytics: true, personalization: false, marketing: false })
    }
  )
})

describe("without localStorage", () => {
  it("works from memory for as long as the page lives", async () => {
    await context.addInitScript(() =>
      Object.defineProperty(globalThis, "localStorage", {
        get() {
          throw new DOMException("denied", "SecurityError")
        },
      })
    )
    site.answers.push({ status: 503 })
    await open()
    await until(() => site.received.length === 2)
    expect(site.received[1]!.body.events).toEqual(site.received[0]!.body.events)
    expect(site.named("page_viewed")).toHaveLength(2)
  })
})
