import { defineConfig, loadEnv } from "@medusajs/framework/utils"

loadEnv(process.env.NODE_ENV || "development", process.cwd())

const backendUrl = process.env.BACKEND_URL ?? "http://localhost:9000"
const storefrontUrl = process.env.STOREFRONT_URL ?? "http://localhost:8000"

/**
 * The plugin's options for the host shop of this repository, as JSON in the
 * environment: the demo and the tests set another time zone or a shorter
 * waiting time without a second configuration file.
 */
const audienceOptions: unknown = JSON.parse(process.env.AUDIENCE_OPTIONS ?? "{}")

/** Folders of further plugins, as JSON in the environment: the benchmark adds a route to compare with. */
const plugins: unknown = JSON.parse(process.env.SHOP_PLUGINS ?? "[]")

// The root is the publishable plugin and, at once, the shop that runs it: Medusa
// loads src/{api,admin,subscribers,jobs,workflows} by itself, only the module is listed.
module.exports = defineConfig({
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    // A session cookie marked Secure is dropped over plain http: log-in would fail silently.
    cookieOptions: { secure: process.env.COOKIE_SECURE === "true", sameSite: "lax" },
    http: {
      storeCors: storefrontUrl,
      adminCors: backendUrl,
      authCors: `${backendUrl},${storefrontUrl}`,
      jwtSecret: process.env.JWT_SECRET ?? "supersecret",
      cookieSecret: process.env.COOKIE_SECRET ?? "supersecret",
    },
  },
  admin: {
    disable: process.env.DISABLE_ADMIN === "true",
    // Tailwind scans only src/admin in a host; our components live in admin/.
    ...{ sources: [`${__dirname}/src/admin`, `${__dirname}/admin`] },
  },
  plugins: plugins as string[],
  modules: [{ resolve: "./src/modules/audience", options: audienceOptions as Record<string, unknown> }],
})
