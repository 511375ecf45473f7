import { uuidV4 } from "./ids"
import type { Random } from "./random"
import { DEVICES, FIRST_NAMES, LAST_NAMES, ORIGINS, PLACES, type DeviceKind, type Origin, type Place } from "./world"

/** One browser of a person. */
export interface Device {
  visitor: string
  kind: DeviceKind
  screen: string
  /** Whether the person is signed in there. */
  signedIn: boolean
}

/** Somebody who will visit the shop. Who they are to the shop follows from what they do. */
export interface Person {
  place: Place
  devices: Device[]
  origin: Origin
  gender: keyof typeof FIRST_NAMES
  firstName: string
  lastName: string
  email: string
  age: number
  /** Weight of each category by its handle; a few favourites stand out. */
  tastes: Map<string, number>
  /** Multiplies the chance to buy; most people never do. */
  appetite: number
  /** Chance to come back after a visit. */
  loyalty: number
  /** Mean days between two visits. */
  rhythm: number
  marketing: boolean
  /** Prefers an account over ordering as a guest. */
  likesAccounts: boolean
}

/** Draws a person. `number` keeps e-mail addresses apart. */
export function drawPerson(number: number, categories: readonly string[], random: Random): Person {
  const gender = random.weighted([["female", 56], ["male", 41], ["other", 3]] as const) // prettier-ignore
  const firstName = random.pick(FIRST_NAMES[gender])
  const lastName = random.pick(LAST_NAMES)
  const place = random.weighted(PLACES)
  const devices = [drawDevice(random)]
  if (random.chance(0.18)) devices.push(drawDevice(random))
  return {
    ...{ gender, firstName, lastName, place, devices },
    origin: random.weighted(ORIGINS),
    email: `${plain(firstName)}.${plain(lastName)}${number}@${random.weighted([["mail", 5], ["post", 3], ["inbox", 2]] as const)}.example`, // prettier-ignore
    age: Math.round(Math.min(86, Math.max(18, random.normal(42, 13)))),
    tastes: drawTastes(categories, random),
    // A long tail: many who only look, few who buy again and again.
    appetite: random.exponential(1) ** 1.4,
    loyalty: Math.min(0.96, 0.2 + random.exponential(0.26)),
    rhythm: 2 + random.exponential(16),
    marketing: random.chance(0.44),
    likesAccounts: random.chance(0.5),
  }
}

export function drawDevice(random: Random): Device {
  const kind = random.weighted(DEVICES)
  return { visitor: uuidV4(random), kind, screen: random.pick(kind.screens), signedIn: false }
}

/** Zipf over the shop's categories, with the person's own favourite in front. */
function drawTastes(categories: readonly string[], random: Random): Map<string, number> {
  const tastes = new Map(categories.map((category, rank) => [category, 1 / (rank + 1) ** 0.8]))
  const favourite = random.pick(categories)
  tastes.set(favourite, (tastes.get(favourite) ?? 0) + 1.5)
  return tastes
}

const plain = (name: string): string =>
  name
    .normalize("NFD")
    .replace(/[^A-Za-z]/g, "")
    .toLowerCase()

/** The user agent of a device at a time: browsers update themselves. */
export function userAgentOf(kind: DeviceKind, at: Date): string {
  const months = (at.getUTCFullYear() - 2025) * 12 + at.getUTCMonth()
  return kind.userAgent
    .replaceAll("{chrome}", String(132 + months))
    .replaceAll("{firefox}", String(134 + months))
    .replaceAll("{ios}", at.getUTCMonth() >= 8 ? "26" : "18")
}
