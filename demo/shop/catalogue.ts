import type { CatalogueCategory, CatalogueProduct } from "./seed"

type Row = [title: string, price: number, description: string, option?: CatalogueProduct["option"]]

const SIZES = { title: "Size", values: ["Small", "Medium", "Large"] }
const BED = { title: "Size", values: ["135 × 200", "155 × 220", "200 × 200"] }
const CLAY = { title: "Glaze", values: ["Sand", "Slate", "Moss"] }
const WOOD = { title: "Wood", values: ["Oak", "Walnut"] }
const SCENT = { title: "Scent", values: ["Cedar", "Fig", "Linen"] }

/** Products that the sale category shows as well. */
const ON_SALE = new Set([
  "fern-table-lamp",
  "harbour-throw",
  "orchard-fruit-bowl",
  "willow-laundry-basket",
  "meadow-duvet-set",
  "tide-bath-mat",
  "lark-doormat",
  "pine-plant-stand",
])

const SHELVES: Record<string, Row[]> = {
  Kitchen: [
    ["Stoneware Dinner Plate", 18, "Hand-glazed plate, 27 cm, for every day.", CLAY],
    ["Cast-Iron Skillet", 64, "Pre-seasoned, 26 cm, for hob and oven."],
    ["Beech Chopping Board", 32, "End-grain board that is kind to knives.", SIZES],
    ["Enamel Saucepan", 46, "1.5 litres, with a wooden knob."],
    ["Linen Tea Towels", 19, "Three towels of washed European linen."],
    ["Pepper Mill", 39, "Turned mill with a ceramic grinder.", WOOD],
  ],
  Tableware: [
    ["Everyday Mug", 14, "Holds 300 ml and the morning.", CLAY],
    ["Orchard Fruit Bowl", 54, "A wide bowl of turned ash."],
    ["Ribbed Water Glasses", 28, "Four stackable glasses."],
    ["Serving Platter", 42, "For the roast, or for everything.", CLAY],
    ["Steel Cutlery Set", 89, "16 pieces, matt finish."],
  ],
  Lighting: [
    ["Fern Table Lamp", 79, "Ceramic base, linen shade."],
    ["Halo Pendant", 129, "Spun aluminium, 38 cm."],
    ["Reading Floor Lamp", 169, "Swivels to your page."],
    ["Paper Lantern", 24, "Folded by hand, 45 cm.", SIZES],
    ["Beeswax Candles", 16, "A pair that burns for ten hours."],
  ],
  Textiles: [
    ["Harbour Throw", 69, "Woven lambswool, 130 × 180 cm."],
    ["Linen Cushion Cover", 29, "Stonewashed, with a hidden zip.", SIZES],
    ["Velvet Cushion", 39, "Feather filling, 50 × 50 cm."],
    ["Wool Rug", 249, "Hand-tufted in muted tones.", SIZES],
    ["Checked Picnic Blanket", 49, "Waterproof underneath."],
  ],
  Bedroom: [
    ["Meadow Duvet Set", 98, "Organic cotton percale.", BED],
    ["Down Pillow", 59, "Soft to medium, 40 × 80 cm."],
    ["Oak Bedside Table", 139, "One drawer, oiled by hand."],
    ["Wool Duvet", 159, "Warm in winter, cool in summer.", BED],
    ["Bed Runner", 74, "Quilted cotton, 60 × 220 cm."],
  ],
  Bathroom: [
    ["Waffle Bath Towel", 34, "Dries fast, feels light."],
    ["Tide Bath Mat", 27, "Thick cotton loops."],
    ["Stone Soap Dish", 17, "Soapstone with a run-off."],
    ["Cotton Bathrobe", 84, "Mid-weight, with deep pockets.", SIZES],
    ["Olive Oil Soap", 8, "Six months of curing."],
  ],
  Storage: [
    ["Willow Laundry Basket", 58, "Woven, with a linen bag."],
    ["Peg Rail", 36, "Five pegs for the hall.", WOOD],
    ["Glass Storage Jars", 26, "Three jars with cork lids."],
    ["Bookshelf Ladder", 189, "Leans on any wall.", WOOD],
    ["Felt Basket", 31, "Keeps its shape.", SIZES],
  ],
  Garden: [
    ["Terracotta Pot", 22, "Frost-proof, made in Impruneta.", SIZES],
    ["Pine Plant Stand", 44, "Lifts a plant to the light."],
    ["Copper Watering Can", 72, "Two litres, long spout."],
    ["Pruning Shears", 38, "Forged steel, ash handles."],
    ["Bird House", 33, "For tits and sparrows."],
  ],
  Office: [
    ["Leather Desk Pad", 66, "Vegetable-tanned, 60 × 40 cm."],
    ["Ash Desk Organiser", 48, "A place for small things."],
    ["Notebook Set", 21, "Three notebooks, dotted."],
    ["Task Lamp", 94, "Warm light, three joints."],
    ["Walnut Pen Tray", 29, "Cut from one piece."],
  ],
  Gifts: [
    ["Scented Candle", 26, "Soy wax, forty hours.", SCENT],
    ["Room Diffuser", 34, "Lasts for two months.", SCENT],
    ["Recipe Journal", 23, "For what grandmother knew."],
    ["Lark Doormat", 37, "Coir, 45 × 75 cm."],
    ["Gift Card", 50, "They choose."],
  ],
}

const handleOf = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, "-")

/** The demo shop's assortment: home goods in ten categories, and a sale that draws from them. */
export const CATALOGUE: CatalogueCategory[] = [
  ...Object.entries(SHELVES).map(([name, rows]) => ({
    name,
    handle: handleOf(name),
    products: rows.map(([title, price, description, option]) => {
      const handle = handleOf(title)
      return { title, handle, description, price, ...(option ? { option } : {}), ...(ON_SALE.has(handle) ? { alsoIn: ["sale"] } : {}) }
    }),
  })),
  { name: "Sale", handle: "sale", products: [] },
]
