import { Badge } from "../components/badge.js";
import { h } from "../h.js";
import { t } from "../i18n.js";
import { standingOf } from "./standing.js";

/** @type {Record<import("./standing.js").Standing, { tone: import("../components/badge.js").BadgeTone, icon?: import("../components/icon_shapes.js").IconName }>} */
const LOOKS = {
  declared: { tone: "info" },
  to_justify: { tone: "warning", icon: "attach" },
  unjustified: { tone: "wrong", icon: "cross" },
  justified: { tone: "busy" },
  accepted: { tone: "good", icon: "check" },
  refused: { tone: "wrong", icon: "cross" },
  withdrawn: { tone: "quiet", icon: "arrow_left" },
  refused_open: { tone: "warning", icon: "attach" },
};

/** How an absence stands, in a few words. @param {{ absence: import("./shapes.js").Absence }} props */
export function AbsenceBadge({ absence }) {
  const standing = standingOf(absence);
  return h(Badge, LOOKS[standing], t(`absences.standing.${standing}`));
}
