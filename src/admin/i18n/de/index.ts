import administration from "./administration.json"
import shared from "./shared.json"
import compare from "./compare.json"
import cohorts from "./cohorts.json"
import widgets from "./widgets.json"
import segments from "./segments.json"
import builder from "./builder.json"
import overview from "./overview.json"
import report from "./report.json"
import members from "./members.json"
import person from "./person.json"
import versions from "./versions.json"
import settings from "./settings.json"
import internal from "./internal.json"
import byHand from "./by-hand.json"

export default {
  audience: {
    ...shared,
    ...compare,
    ...cohorts,
    ...widgets,
    ...segments,
    ...builder,
    ...overview,
    ...report,
    ...members,
    ...person,
    ...versions,
    ...settings,
    ...administration,
    ...byHand,
    ...internal,
  },
}
