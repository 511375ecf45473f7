const support = "<rootDir>/integration-tests/support"

/**
 * One configuration, four projects: `npx jest --selectProjects unit`. Each project says in its
 * own globalSetup what it needs; the common one, which jest runs last, starts just that.
 */
const shared = {
  testEnvironment: "node",
  moduleFileExtensions: ["js", "ts", "tsx", "json"],
  // Examples import the plugin as a shop does.
  moduleNameMapper: { "^medusa-plugin-user-segments/families$": "<rootDir>/src/families.ts" },
  modulePathIgnorePatterns: ["<rootDir>/.medusa/", "<rootDir>/.demo/", "<rootDir>/.cache/"],
  transform: {
    "^.+\\.[jt]sx?$": [
      "@swc/jest",
      {
        jsc: {
          parser: { syntax: "typescript", decorators: true, tsx: true },
          target: "es2022",
          transform: { legacyDecorator: true, decoratorMetadata: true, react: { runtime: "automatic" } },
        },
      },
    ],
  },
}

module.exports = {
  testTimeout: 120000,
  globalSetup: `${support}/global-setup.mjs`,
  globalTeardown: `${support}/global-teardown.mjs`,
  projects: [
    { ...shared, displayName: "unit", testMatch: ["<rootDir>/{src,admin,demo}/**/*.unit.spec.{ts,tsx}"] },
    {
      ...shared,
      displayName: "modules",
      globalSetup: `${support}/needs-postgres.mjs`,
      testMatch: ["<rootDir>/integration-tests/modules/**/*.spec.ts"],
    },
    {
      ...shared,
      displayName: "http",
      globalSetup: `${support}/needs-shop.mjs`,
      testMatch: ["<rootDir>/integration-tests/http/**/*.spec.ts"],
    },
    {
      ...shared,
      displayName: "browser",
      globalSetup: `${support}/needs-admin.mjs`,
      testMatch: ["<rootDir>/integration-tests/browser/**/*.spec.ts"],
    },
  ],
}
