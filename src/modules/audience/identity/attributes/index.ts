export { attributesOf } from "./attributes-of"
export { setAttributes } from "./set-attributes"
export { defineAttribute, listAttributes } from "./define-attribute"
export type { AttributeType } from "./parse-value"
