// Who agreed to one version of the text.

import { get } from "../api.js";
import { Badge } from "../components/badge.js";
import { Button } from "../components/button.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { Pager } from "../components/pager.js";
import { Fragment, h, html, useState } from "../h.js";
import { formatDateTime, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { Link } from "../router.js";
import { cursorIn } from "./list_query.js";

/** @typedef {import("./shapes.js").ConsentText} Text */
/** @typedef {import("./shapes.js").ConsentToText} Given */
/** @typedef {import("../types/session.js").ListOf<Given>} Page */

const PAGE = 20;

/** @param {{ text: Text, onBack: () => void }} props */
export function TextConsents({ text, onBack }) {
  const [cursor, setCursor] = useState("");
  const load = useLoad(
    async (signal) => /** @type {Page} */ (await get(`/api/consent-texts/${text.id}/consents/`, { cursor, page_size: PAGE }, { signal })),
    [text.id, cursor],
  );
  return html`<div class="stack">
    <p><strong>${t("visitors.texts.version", { version: text.version })}</strong></p>
    ${h(Loaded, {
      load,
      small: true,
      rows: 4,
      empty: h(Empty, { icon: "note", small: true, title: t("visitors.texts.nobody"), text: t("visitors.texts.nobody_text") }),
      children: (/** @type {Page} */ page) =>
        h(
          Fragment,
          {},
          html`<ul class="categories">${page.results.map((one) => h(Row, { key: one.id, one }))}</ul>`,
          (page.next || page.previous) && h(Pager, { next: page.next, previous: page.previous, count: page.count, shown: page.results.length, onGo: (to) => setCursor(cursorIn(to)) }),
        ),
    })}
    <div>${h(Button, { icon: "arrow_left", onClick: onBack }, t("visitors.texts.back"))}</div>
  </div>`;
}

/** @param {{ one: Given }} props */
function Row({ one: { visitor, visitor_name: name, given_at, given_by, guardian_name: guardian, recorded_by_name: by, withdrawn_at } }) {
  const about = [formatDateTime(given_at), given_by === "guardian" && t("visitors.texts.by_guardian", { name: guardian }), by && t("visitors.texts.recorded_by", { name: by })];
  return html`<li class="category-row">
    <div class="category-words">
      <p class="category-name">${h(Link, { to: `/visitors/${visitor}` }, name)} ${withdrawn_at && h(Badge, {}, t("visitors.texts.no_longer"))}</p>
      <p class="soft small">${about.filter(Boolean).join(" · ")}</p>
    </div>
  </li>`;
}
