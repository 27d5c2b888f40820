// A message to everybody in some groups.

import { get } from "../api.js";
import { Button } from "../components/button.js";
import { Card } from "../components/card.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { Page } from "../components/page.js";
import { h, useState } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { MessageForm } from "../rates/message_form.js";

/** @typedef {import("../rates/shapes.js").Group} Group */

export default function SchoolMessagesPage() {
  const load = useLoad(async (signal) => /** @type {Group[]} */ ((await get("/api/groups/", { page_size: 200 }, { signal })).results));
  const [sent, setSent] = useState(/** @type {import("../rates/message_form.js").Sent | null} */ (null));
  return h(
    Page,
    {
      title: t("core.page.school_messages"),
      lead: t("rates.message.lead"),
      width: "narrow",
      back: { to: "/school/now", label: t("core.page.school_now") },
    },
    sent
      ? h(Empty, {
          icon: "mail",
          title: t("rates.message.sent", { count: sent.recipients }),
          text: t("rates.message.sent_text", { subject: sent.subject }),
          action: h(Button, { icon: "plus", onClick: () => setSent(null) }, t("rates.message.another")),
        })
      : h(Loaded, {
          load,
          shape: "form",
          empty: h(Empty, {
            icon: "school",
            title: t("rates.no_group"),
            text: t("rates.message.no_group_text"),
            action: h(Button, { tone: "primary", to: "/school/structure" }, t("core.page.school_structure")),
          }),
          children: (/** @type {Group[]} */ groups) => h(Card, {}, h(MessageForm, { groups, onSent: setSent })),
        }),
  );
}
