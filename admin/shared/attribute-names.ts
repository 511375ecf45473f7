import { useMemo } from "react"
import { useCatalogue } from "./queries"

interface AttributeNames {
  label: (attribute: { key: string; label: string }) => string
  /** The name of one of an attribute's choices. */
  choice: (key: string, value: string) => string
}

/** Names of attributes: of those that come with the plugin in the admin's language, of the shop's own as the shop named them. */
export function useAttributeNames(): AttributeNames {
  const { data } = useCatalogue()
  return useMemo(() => {
    const fields = new Map(data?.families.flatMap((family) => family.fields).map((field) => [field.field, field]))
    const builtIn = (key: string) => fields.get(`attribute.${key}`)
    return {
      label: ({ key, label }) => builtIn(key)?.label ?? label,
      choice: (key, value) => builtIn(key)?.choices?.find((choice) => choice.value === value)?.label ?? value,
    }
  }, [data])
}
