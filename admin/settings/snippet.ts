/** The line that a storefront puts into its pages' head. */
export function scriptSnippet(backendUrl: string, key: string): string {
  return `<script async src="${backendUrl}/audience/tag.js" data-key="${key}"></script>`
}

/** The same for a storefront that is built with npm. */
export function npmSnippet(backendUrl: string, key: string): string {
  return [
    `import { createTag } from "medusa-plugin-user-segments/tag"`,
    ``,
    `const audience = createTag({`,
    `  url: "${backendUrl}",`,
    `  key: "${key}",`,
    `})`,
  ].join("\n")
}
