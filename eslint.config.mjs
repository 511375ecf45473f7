import medusa from "@medusajs/eslint-plugin"
import tseslint from "typescript-eslint"

export default tseslint.config(
  {
    ignores: [
      "node_modules/**", ".medusa/**", ".demo/**", ".cache/**", "dist/**", "public/**", "src/generated/**", "benchmarks/data/**",
    ], // prettier-ignore
  },
  ...medusa.configs.recommended,
  ...tseslint.configs.recommended.map((config) => ({ ...config, files: ["**/*.ts", "**/*.tsx"] })),
  {
    files: ["src/**/*.ts", "migrations/**/*.ts", "integration-tests/**/*.ts", "demo/**/*.ts", "benchmarks/**/*.ts"],
    ignores: ["src/admin/**"],
    languageOptions: { parserOptions: { project: "./tsconfig.json", tsconfigRootDir: import.meta.dirname } },
    rules: {
      // A rejected promise that nobody awaits ends the shop's process.
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { arguments: false, attributes: false } }],
    },
  },
  {
    // Stages know no framework. What a caller can cause comes from errors.ts; a plain
    // Error there is a broken promise of our own code and has to end as a 500.
    files: ["src/modules/audience/**/*.ts"],
    rules: { "@medusajs/use-medusa-error-not-generic-error": "off" },
  },
  {
    files: ["admin/**/*.{ts,tsx}", "src/admin/**/*.{ts,tsx}"],
    languageOptions: { parserOptions: { project: "./src/admin/tsconfig.json", tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { arguments: false, attributes: false } }],
    },
  },
  {
    files: ["**/*.ts", "**/*.tsx"],
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports", disallowTypeAnnotations: false }],
    },
  }
)
