import { h } from "../h.js";
import { Button } from "../components/button.js";
import { Empty } from "../components/empty.js";
import { Page } from "../components/page.js";
import { t } from "../i18n.js";

export default function NotFound() {
  return h(
    Page,
    { title: t("core.page.not_found"), width: "narrow" },
    h(Empty, {
      icon: "compass",
      title: t("core.not_found.title"),
      text: t("core.not_found.text"),
      action: h(Button, { to: "/", tone: "primary" }, t("core.go_home")),
    }),
  );
}
