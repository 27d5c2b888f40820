// What is said of a register that went on its way while its reader was on another page.

import { loadArea, t } from "../i18n.js";
import { navigate, route } from "../router.js";
import { toast } from "../toasts.js";

/** @typedef {import("./shapes.js").Draft} Draft */

/** @param {Draft} draft as it is after the answer */
export async function tellSent(draft) {
  const to = `/lessons/${draft.lesson}/register`;
  if (route.peek().path === to) return;
  await loadArea("register");
  const title = draft.about?.title ?? t("register.unsent.lesson", { id: String(draft.lesson) });
  const action = { label: t("register.unsent.open"), run: () => navigate(to) };
  const clashes = Object.keys(draft.clashes).length;
  if (draft.refused) toast(t("register.sent.refused", { title, message: draft.refused.message }), { tone: "wrong", action });
  else if (clashes > 0) toast(t("register.sent.clash", { title, count: clashes }), { tone: "info", action });
  else toast(t("register.sent", { title }));
}
