import { clx } from "@medusajs/ui"
import { Link, type LinkProps } from "react-router-dom"

interface TextLinkProps extends Omit<LinkProps, "target"> {
  /** From a form: what was entered stays. */
  newTab?: boolean
}

/** A link inside of text: underlined, because Medusa's link colour alone is too faint to read on its grounds. */
export function TextLink({ newTab = false, className, ...link }: TextLinkProps) {
  return (
    <Link
      {...link}
      target={newTab ? "_blank" : undefined}
      className={clx(
        "text-ui-fg-base hover:text-ui-fg-interactive focus-visible:shadow-borders-focus rounded underline underline-offset-2 outline-none",
        className
      )}
    />
  )
}
