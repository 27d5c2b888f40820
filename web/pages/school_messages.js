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
import { dateAt } from "../school/lesson_when.js";
import { hasRight } from "../session.js";
import { MessageForm } from "../rates/message_form.js";

/** @typedef {import("../rates/shapes.js").Group} Group */
/** @typedef {import("../rates/shapes.js").Span & { id: number }} Year */

/** @param {{ query: URLSearchParams }} props */
export default function SchoolMessagesPage({ query }) {
  const isOffice = hasRight("school.structure");
  const load = useLoad((signal) => loadGroups(isOffice, signal));
  const [sent, setSent] = useState(/** @type {import("../rates/message_form.js").Sent | null} */ (null));
  const wanted = Number(query.get("group") ?? 0);
  return h(
    Page,
    {
      title: t("core.page.school_messages"),
      lead: t("rates.message.lead"),
      width: "narrow",
      back: isOffice ? { to: "/school/now", label: t("core.page.school_now") } : undefined,
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
            text: t(isOffice ? "rates.message.no_group_text" : "rates.message.no_group_own"),
            action: isOffice && h(Button, { tone: "primary", to: "/school/structure" }, t("core.page.school_structure")),
          }),
          children: (/** @type {Group[]} */ groups) =>
            h(Card, {}, h(MessageForm, { groups, picked: groups.some(({ id }) => id === wanted) ? [wanted] : [], onSent: setSent })),
        }),
  );
}

/**
 * Groups of the years that are not over: nobody is enrolled in the others. A professor writes to those of their lessons.
 * @param {boolean} isOffice @param {AbortSignal} signal @returns {Promise<Group[]>}
 */
async function loadGroups(isOffice, signal) {
  const list = async (/** @type {string} */ path, query = {}) => (await get(path, { page_size: 200, ...query }, { signal })).results;
  const [groups, years] = await Promise.all([list("/api/groups/", { taught: isOffice ? undefined : true }), list("/api/school-years/")]);
  const today = dateAt();
  const over = new Set(/** @type {Year[]} */ (years).filter(({ ends_on }) => ends_on < today).map(({ id }) => id));
  return /** @type {Group[]} */ (groups).filter(({ year }) => !over.has(year));
}
