/** One configuration, four projects: `npx jest --selectProjects unit`. The HTTP and browser projects share one booted shop, see integration-tests/support. */
const shared = {
  testEnvironment: "node",
  moduleFileExtensions: ["js", "ts", "tsx", "json"],
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
  globalSetup: "<rootDir>/integration-tests/support/global-setup.mjs",
  globalTeardown: "<rootDir>/integration-tests/support/global-teardown.mjs",
  projects: [
    { ...shared, displayName: "unit", testMatch: ["<rootDir>/{src,admin,demo}/**/*.unit.spec.{ts,tsx}"] },
    { ...shared, displayName: "modules", testMatch: ["<rootDir>/integration-tests/modules/**/*.spec.ts"] },
    { ...shared, displayName: "http", testMatch: ["<rootDir>/integration-tests/http/**/*.spec.ts"] },
    { ...shared, displayName: "browser", testMatch: ["<rootDir>/integration-tests/browser/**/*.spec.ts"] },
  ],
}
