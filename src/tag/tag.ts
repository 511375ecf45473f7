import type { Consent, EventProperties } from "../contract"

export interface PublishedSegment {
  id: string
  handle: string
}

export interface Experience {
  id: string
  variant: string
  /** The JSON that the shop's admin entered for this variant. */
  content: unknown
}

/** What a person or the shop's page says about the person: declared, never proven. */
export type Traits = Record<string, string | number | boolean | string[] | null>

/** The purposes that a visitor has answered; the others keep what they had. */
export type ConsentChoice = Partial<Consent>

/** What a page can tell the tag and ask it. No call ever throws; without consent nothing is recorded. */
export interface Tag {
  /** Records an event, e.g. `track("product_viewed", { product_id })`. Names are snake case. */
  track(name: string, properties?: EventProperties): void
  /** Records a page view although the address did not change; the history API's are recorded anyway. */
  page(): void
  /** States traits of the visitor. It ties the visitor to nobody: only Medusa's log-in proves who someone is. */
  identify(traits: Traits): void
  /** Ties the visitor to the cart, and so to the order that comes of it. */
  cart(id: string): void
  /** Takes and keeps the visitor's answer; without it the tag's consent mode decides. */
  consent(choice: ConsentChoice): void
  /** Ends the visitor and the session: who uses this browser next is somebody else. */
  logout(): void
  /** Answers the published segments the visitor is in; none without consent to personalization. */
  segments(callback: (segments: PublishedSegment[]) => void): void
  /** Answers what to show in a slot and records that it was shown; null means the page's own content. */
  experience(slot: string, callback: (experience: Experience | null) => void): void
  /** Answers the visitor's id, for the cart's metadata and `POST /store/audience/identify`; null without consent to analytics. */
  visitor(callback: (id: string | null) => void): void
}

/** A running tag takes calls one by one. Never throws; a call that names no method does nothing. */
export type TagFunction = (...command: unknown[]) => void
