import { clx } from "@medusajs/ui"
import { Link, type LinkProps } from "react-router-dom"

interface TextLinkProps extends Omit<LinkProps, "target"> {
  newTab?: boolean
}

/** A link among text, on one line. Medusa's own blue for links is too light for small type; this one can be read in both themes. */
export function TextLink({ newTab = false, className, ...link }: TextLinkProps) {
  return (
    <Link
      {...link}
      target={newTab ? "_blank" : undefined}
      className={clx(
        "text-ui-tag-blue-text focus-visible:shadow-borders-focus block min-w-0 truncate rounded outline-none hover:underline",
        className
      )}
    />
  )
}
