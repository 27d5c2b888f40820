import { Badge } from "../components/badge.js";
import { h } from "../h.js";
import { t } from "../i18n.js";

/** Whether somebody agreed, in colour and word. @param {{ visitor: Pick<import("./shapes.js").Visitor, "consent" | "needs_guardian"> }} props */
export function ConsentBadge({ visitor: { consent, needs_guardian } }) {
  if (!consent) return h(Badge, { tone: "wrong", icon: "warning" }, t("visitors.consent.missing"));
  if (needs_guardian && consent.given_by !== "guardian") return h(Badge, { tone: "wrong", icon: "warning" }, t("visitors.consent.guardian_due"));
  if (!consent.is_current) return h(Badge, { tone: "warning", icon: "clock" }, t("visitors.consent.older"));
  return h(Badge, { tone: "good", icon: "check" }, t(consent.given_by === "guardian" ? "visitors.consent.by_guardian" : "visitors.consent.given"));
}
