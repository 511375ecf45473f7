import { createReactDnDAdapter } from "@react-querybuilder/dnd/react-dnd"
import * as ReactDnD from "react-dnd"
import * as Backend from "react-dnd-html5-backend"
import type { CustomCanDropParams } from "@react-querybuilder/dnd"
import { fitsInto } from "./depth"
import type { BuilderGroup, BuilderRule } from "./convert"

/** Made once: another adapter on each drawing would end a drag that is under way. */
export const dragAdapter = createReactDnDAdapter({ ...ReactDnD, ...Backend })

/** Whether what is dragged may be let go here without making the rule deeper than it may be. */
export function mayDrop({ dragging, hovering }: CustomCanDropParams): boolean {
  // Let go on a group it lands inside of it, on a condition behind it.
  const place = "rules" in hovering ? hovering.path : hovering.path.slice(0, -1)
  return fitsInto(place, dragging as unknown as BuilderRule | BuilderGroup)
}
