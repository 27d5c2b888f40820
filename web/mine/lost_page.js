import { Button } from "../components/button.js";
import { Empty } from "../components/empty.js";
import { h } from "../h.js";
import { t } from "../i18n.js";

/** A place in a list that is no longer there. @param {{ to: string }} props */
export function LostPage({ to }) {
  return h(Empty, {
    icon: "compass",
    title: t("mine.lost.title"),
    text: t("mine.lost.text"),
    action: h(Button, { to }, t("mine.lost.first")),
  });
}
