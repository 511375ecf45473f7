import type { Consent, WireEvent } from "../contract"
import { watchClicks } from "./clicks"
import { decideConsent, privacySignal } from "./consent"
import { contextOfBrowser } from "./context"
import { watchEngagement } from "./engagement"
import type { TagOptions } from "./options"
import { watchNavigation } from "./page-views"
import { visitorOf } from "./queue"
import { createRecorder } from "./recorder"
import { safely } from "./safe"
import { openStorage } from "./storage"
import type { ConsentChoice, Experience, PublishedSegment, Tag, TagFunction } from "./tag"
import { createTransport } from "./transport"

/** Starts a tag on this page: it records the first page view, where consent allows, and then listens. */
export function startTag({ key, url, consent: mode = "opt_out", sessionMinutes = 30 }: TagOptions): TagFunction {
  const suffix = key.slice(-8)
  const answers = openStorage("audience.consent.")
  const storage = openStorage(`audience.${suffix}.`)
  const choice = (): ConsentChoice => answers.read(suffix) || {}
  const allowed = (): Consent => decideConsent(mode, privacySignal(), choice())
  const obey = (change?: ConsentChoice): void => {
    if (change) answers.write(suffix, { ...choice(), ...change })
    storage.keep(mode !== "cookieless" || choice().analytics)
    if (!allowed().analytics) storage.names("").forEach(storage.remove)
  }

  const { currentVisitor, record: write } = createRecorder(storage, sessionMinutes * 6e4)
  const context = contextOfBrowser()
  const collect = url + "/audience/collect"
  // The latest page view is named when it is sent or left behind: a page of a framework gets its title after its address.
  let latestView = ""
  const nameView = (): void => {
    const event = storage.read<WireEvent>(latestView)
    if (event) storage.write(latestView, { ...event, title: document.title })
  }
  const bodyOf = (batch: string[], of = visitorOf(batch[0])): string => {
    nameView()
    return JSON.stringify({ key, visitor: of, sent_at: new Date(), context, consent: allowed(), events: batch.map(storage.read) })
  }
  const { schedule, finish } = createTransport(collect, storage, bodyOf)

  const record: typeof write = (...args) => {
    if (!allowed().analytics) return
    schedule()
    return write(...args)
  }
  const view = (referrer: string): void => {
    nameView()
    latestView = record("page_viewed", undefined, { referrer })!
    schedule(true)
  }
  const ask = (path: string, callback: (answer: { segments?: PublishedSegment[]; experience?: Experience | null }) => void): void => {
    const { analytics, personalization } = allowed()
    if (!analytics || !personalization) return callback({})
    void fetch(`${url}/audience/${path}?key=${key}&visitor=${currentVisitor()}`)
      .then((answer) => answer.json())
      .catch(() => ({}))
      .then(safely(callback))
  }

  const methods: Tag = {
    track: record,
    page: () => view(document.referrer),
    identify: (traits) => record("identified", { traits }),
    cart(id) {
      if (storage.read("c") !== id && record("cart_linked", { cart_id: id })) storage.write("c", id)
    },
    consent(change) {
      const before = allowed().analytics && currentVisitor()
      report()
      obey(change)
      if (!before) methods.page()
      // The last word, without an event: the server learns that it may use nothing from here on.
      else if (!allowed().analytics) navigator.sendBeacon(collect, bodyOf([], before))
    },
    logout() {
      report()
      record("logged_out")
      ;[..."vsc"].forEach(storage.remove)
    },
    segments: (callback) => ask("me", ({ segments = [] }) => callback(segments)),
    experience: (slot, callback) =>
      ask("experiences/" + slot, ({ experience = null }) => {
        if (experience) record("experience_viewed", { experience_id: experience.id, variant: experience.variant })
        callback(experience)
      }),
    visitor: (callback) => callback((allowed().analytics && currentVisitor()) || null),
  }

  obey()
  const report = watchEngagement((seconds, scroll) => record("page_engaged", { seconds, scroll }, {}, false), finish)
  methods.page()
  watchNavigation((previous) => {
    report()
    view(previous)
  })
  watchClicks((click) => record("clicked", click))
  return safely((name, ...args) => (methods as unknown as Record<string, TagFunction>)[name as string]!(...args))
}
