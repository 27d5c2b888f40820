import { h } from "../h.js";
import { Button } from "../components/button.js";
import { Empty } from "../components/empty.js";
import { Page } from "../components/page.js";
import { t } from "../i18n.js";

export default function Forbidden() {
  return h(
    Page,
    { title: t("core.page.forbidden"), width: "narrow" },
    h(Empty, {
      icon: "lock",
      title: t("core.forbidden.title"),
      text: t("core.forbidden.text"),
      action: h(Button, { to: "/", tone: "primary" }, t("core.go_home")),
    }),
  );
}
