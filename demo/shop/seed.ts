import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import type { MedusaContainer } from "@medusajs/framework/types"
import {
  createApiKeysWorkflow,
  createInventoryLevelsWorkflow,
  createProductCategoriesWorkflow,
  createProductsWorkflow,
  createRegionsWorkflow,
  createSalesChannelsWorkflow,
  createShippingOptionsWorkflow,
  createShippingProfilesWorkflow,
  createStockLocationsWorkflow,
  createTaxRegionsWorkflow,
  createUsersWorkflow,
  linkSalesChannelsToApiKeyWorkflow,
  linkSalesChannelsToStockLocationWorkflow,
  updateStoresWorkflow,
} from "@medusajs/medusa/core-flows"
import { thumbnail } from "./thumbnail"

/** What a shop sells. */
export interface CatalogueCategory {
  name: string
  handle: string
  products: CatalogueProduct[]
}

export interface CatalogueProduct {
  title: string
  handle: string
  description: string
  /** Euro, major units. */
  price: number
  /** Values of the one option; a product without choice has one variant. */
  option?: { title: string; values: string[] }
  /** Handles of further categories that show it. */
  alsoIn?: string[]
}

export interface ShopSeed {
  email: string
  password: string
  catalogue: CatalogueCategory[]
}

export interface SeededShop {
  email: string
  password: string
  publishableKey: string
  secretKey: string
  salesChannelId: string
  regionId: string
  shippingOptionIds: string[]
  categories: { id: string; name: string; handle: string }[]
  products: SeededProduct[]
}

export interface SeededProduct {
  id: string
  handle: string
  title: string
  /** Euro, major units. */
  price: number
  /** The category it belongs to first. */
  categoryId: string
  categoryHandle: string
  /** Of all categories that show it. */
  categoryHandles: string[]
  variants: { id: string; title: string }[]
}

const COUNTRIES = ["de", "at", "ch", "fr", "nl", "be", "it", "es", "pl", "se", "dk", "gb", "us"]
const STOCK_PER_VARIANT = 1_000_000

/**
 * Makes an empty, migrated Medusa a shop that can sell: admin user, sales channel, keys,
 * a region in euro with manual payment, shipping, stock, categories and products.
 */
export async function seedShop(container: MedusaContainer, seed: ShopSeed): Promise<SeededShop> {
  await createAdmin(container, seed)
  const selling = await createSellingBasics(container)
  const catalogue = await createCatalogue(container, seed.catalogue, selling)
  return {
    email: seed.email,
    password: seed.password,
    publishableKey: selling.publishableKey,
    secretKey: selling.secretKey,
    salesChannelId: selling.salesChannelId,
    regionId: selling.regionId,
    shippingOptionIds: selling.shippingOptionIds,
    ...catalogue,
  }
}

async function createAdmin(container: MedusaContainer, { email, password }: ShopSeed): Promise<void> {
  const auth = container.resolve(Modules.AUTH)
  const { result: users } = await createUsersWorkflow(container).run({
    input: { users: [{ email, first_name: "Ada", last_name: "Admin" }] },
  })
  const { authIdentity, error } = await auth.register("emailpass", { body: { email, password } })
  if (!authIdentity || !users[0]) throw new Error(`The admin user was not created: ${error ?? "no identity"}`)
  await auth.updateAuthIdentities({ id: authIdentity.id, app_metadata: { user_id: users[0].id } })
}

async function createSellingBasics(container: MedusaContainer) {
  const link = container.resolve(ContainerRegistrationKeys.LINK)
  const fulfillment = container.resolve(Modules.FULFILLMENT)

  const { result: channels } = await createSalesChannelsWorkflow(container).run({
    input: { salesChannelsData: [{ name: "Web shop", description: "The storefront" }] },
  })
  const salesChannelId = only(channels).id
  const store = only(await container.resolve(Modules.STORE).listStores())
  await updateStoresWorkflow(container).run({
    input: {
      selector: { id: store.id },
      update: {
        name: "Hearth & Hollow",
        default_sales_channel_id: salesChannelId,
        supported_currencies: [{ currency_code: "eur", is_default: true }],
      },
    },
  })
  const { result: keys } = await createApiKeysWorkflow(container).run({
    input: {
      api_keys: [
        { title: "Web shop", type: "publishable", created_by: "" },
        { title: "Server", type: "secret", created_by: only(await container.resolve(Modules.USER).listUsers()).id },
      ],
    },
  })
  const publishable = only(keys.filter((key) => key.type === "publishable"))
  await linkSalesChannelsToApiKeyWorkflow(container).run({ input: { id: publishable.id, add: [salesChannelId] } })

  const { result: regions } = await createRegionsWorkflow(container).run({
    input: { regions: [{ name: "Europe", currency_code: "eur", countries: COUNTRIES, payment_providers: ["pp_system_default"] }] },
  })
  const regionId = only(regions).id
  await createTaxRegionsWorkflow(container).run({ input: COUNTRIES.map((country_code) => ({ country_code, provider_id: "tp_system" })) })

  const { result: locations } = await createStockLocationsWorkflow(container).run({
    input: { locations: [{ name: "Warehouse Leipzig", address: { city: "Leipzig", country_code: "DE", address_1: "Spinnereistraße 7" } }] },
  })
  const locationId = only(locations).id
  await link.create({
    [Modules.STOCK_LOCATION]: { stock_location_id: locationId },
    [Modules.FULFILLMENT]: { fulfillment_provider_id: "manual_manual" },
  })
  const { result: profiles } = await createShippingProfilesWorkflow(container).run({
    input: { data: [{ name: "Standard", type: "default" }] },
  })
  const shippingProfileId = only(profiles).id
  const fulfillmentSet = await fulfillment.createFulfillmentSets({
    name: "Delivery",
    type: "shipping",
    service_zones: [
      { name: "Everywhere we sell", geo_zones: COUNTRIES.map((country_code) => ({ country_code, type: "country" as const })) },
    ],
  })
  await link.create({
    [Modules.STOCK_LOCATION]: { stock_location_id: locationId },
    [Modules.FULFILLMENT]: { fulfillment_set_id: fulfillmentSet.id },
  })
  const shared = {
    price_type: "flat" as const,
    provider_id: "manual_manual",
    service_zone_id: only(fulfillmentSet.service_zones).id,
    shipping_profile_id: shippingProfileId,
    rules: [
      { attribute: "enabled_in_store", value: "true", operator: "eq" as const },
      { attribute: "is_return", value: "false", operator: "eq" as const },
    ],
  }
  const { result: shippingOptions } = await createShippingOptionsWorkflow(container).run({
    input: [
      {
        ...shared,
        name: "Standard (3–5 days)",
        type: { label: "Standard", description: "3–5 days", code: "standard" },
        prices: [{ currency_code: "eur", amount: 4.9 }],
      },
      {
        ...shared,
        name: "Express (next day)",
        type: { label: "Express", description: "Next day", code: "express" },
        prices: [{ currency_code: "eur", amount: 9.9 }],
      },
    ],
  })
  await linkSalesChannelsToStockLocationWorkflow(container).run({ input: { id: locationId, add: [salesChannelId] } })
  return {
    publishableKey: publishable.token,
    secretKey: only(keys.filter((key) => key.type === "secret")).token,
    salesChannelId,
    regionId,
    locationId,
    shippingProfileId,
    shippingOptionIds: shippingOptions.map((option) => option.id),
  }
}

async function createCatalogue(
  container: MedusaContainer,
  catalogue: CatalogueCategory[],
  selling: { salesChannelId: string; shippingProfileId: string; locationId: string }
): Promise<{ categories: SeededShop["categories"]; products: SeededProduct[] }> {
  const { result: categories } = await createProductCategoriesWorkflow(container).run({
    input: { product_categories: catalogue.map(({ name, handle }) => ({ name, handle, is_active: true })) },
  })
  const { result: products } = await createProductsWorkflow(container).run({
    input: {
      products: catalogue.flatMap((category) =>
        category.products.map((product) => {
          const option = product.option ?? { title: "Style", values: ["One"] }
          return {
            title: product.title,
            handle: product.handle,
            description: product.description,
            status: "published" as const,
            thumbnail: thumbnail(product.title, category.handle),
            category_ids: [category.handle, ...(product.alsoIn ?? [])].map((handle) => categoryOf(handle).id),
            shipping_profile_id: selling.shippingProfileId,
            sales_channels: [{ id: selling.salesChannelId }],
            options: [option],
            variants: option.values.map((value) => ({
              title: value,
              sku: `${product.handle}-${value}`.toUpperCase().replace(/[^A-Z0-9]+/g, "-"),
              options: { [option.title]: value },
              prices: [{ currency_code: "eur", amount: product.price }],
            })),
          }
        })
      ),
    },
  })
  const { data: items } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({ entity: "inventory_item", fields: ["id"] })
  await createInventoryLevelsWorkflow(container).run({
    input: {
      inventory_levels: items.map(({ id }) => ({
        inventory_item_id: id,
        location_id: selling.locationId,
        stocked_quantity: STOCK_PER_VARIANT,
      })),
    },
  })

  function categoryOf(handle: string) {
    return only(categories.filter((category) => category.handle === handle))
  }
  return {
    categories: categories.map(({ id, name, handle }) => ({ id, name, handle })),
    products: catalogue.flatMap((category) =>
      category.products.map((product) => {
        const created = only(products.filter(({ handle }) => handle === product.handle))
        return {
          id: created.id,
          handle: product.handle,
          title: product.title,
          price: product.price,
          categoryId: categoryOf(category.handle).id,
          categoryHandle: category.handle,
          categoryHandles: [category.handle, ...(product.alsoIn ?? [])],
          variants: created.variants.map(({ id, title }) => ({ id, title: title ?? "" })),
        }
      })
    ),
  }
}

function only<Item>(items: Item[]): Item {
  const [item] = items
  if (item === undefined) throw new Error("The shop's basics were not created: Medusa answered with an empty list.")
  return item
}
