import { RoaringBitmap32, SerializationFormat, DeserializationFormat, roaringLibraryInitialize } from "roaring-wasm"

/** A compressed set of profile ids. */
export type ProfileSet = RoaringBitmap32

/** Must resolve before the first set is made: the library's WebAssembly loads asynchronously. */
export async function loadBitmaps(): Promise<void> {
  await roaringLibraryInitialize()
}

export function emptySet(): ProfileSet {
  return new RoaringBitmap32()
}

export function setOf(ids: Iterable<number>): ProfileSet {
  return new RoaringBitmap32(ids)
}

/** Bytes of a set in Roaring's portable format, as stored in `bytea` columns. */
export function toBytes(set: ProfileSet): Buffer {
  set.runOptimize()
  return Buffer.from(set.serialize(SerializationFormat.portable))
}

export function fromBytes(bytes: Uint8Array | null): ProfileSet {
  return bytes && bytes.length > 0 ? RoaringBitmap32.deserialize(bytes, DeserializationFormat.portable) : new RoaringBitmap32()
}

/**
 * A set as the `bytea` that PostgreSQL's `get_bit($1, profile.id)` reads: an eighth of the
 * size of a bit string, and sent in binary without parsing.
 *
 * Bit `i` is profile `i`; it ends with the largest member, so that an id at or beyond
 * `8 × length` must not reach `get_bit`, which raises an error there.
 */
export function toBitBytes(set: ProfileSet): Buffer {
  const bytes = Buffer.alloc(set.isEmpty ? 0 : (set.maximum() >> 3) + 1)
  for (const id of set.toUint32Array()) bytes[id >> 3]! |= 1 << (id & 7)
  return bytes
}
