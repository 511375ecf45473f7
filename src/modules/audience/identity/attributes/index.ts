export { attributesOf } from "./attributes-of"
export { setAttributes } from "./set-attributes"
