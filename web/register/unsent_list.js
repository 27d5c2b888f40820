import { Button } from "../components/button.js";
import { Section } from "../components/section.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { online } from "../offline.js";
import { nearWhenInWords } from "../school/lesson_when.js";
import { unsent } from "./drafts.js";
import { send, sending } from "./sending.js";

/** @typedef {import("./shapes.js").Draft} Draft */

/** Registers that are still on this device only. */
export function UnsentList() {
  const drafts = unsent.value;
  if (drafts.length === 0) return null;
  return h(
    Section,
    { title: t("register.unsent"), text: t("register.unsent.text"), card: true },
    html`<ul class="rows">${drafts.map((draft) => h(UnsentRow, { key: draft.lesson, draft }))}</ul>`,
  );
}

/** @param {{ draft: Draft }} props */
function UnsentRow({ draft }) {
  const { lesson, about, refused } = draft;
  const changes = Object.keys(draft.changes).length;
  const clashes = Object.keys(draft.clashes).length;
  const facts = [
    about && nearWhenInWords(about),
    changes > 0 && t("register.unsent.count", { count: changes }),
    clashes > 0 && t("register.unsent.clash", { count: clashes }),
    refused?.message,
  ].filter(Boolean);
  return html`<li>
    <div class="row-main">
      <p class="row-title">${about?.title ?? t("register.unsent.lesson", { id: String(lesson) })}</p>
      <p class="soft small">${facts.join(" · ")}</p>
    </div>
    ${online.value && !refused && changes > 0 &&
    h(Button, { small: true, icon: "upload", busy: sending.value.has(lesson), onClick: () => void send(lesson) }, t("register.unsent.send"))}
    ${h(Button, { small: true, to: `/lessons/${lesson}/register` }, t("register.unsent.open"))}
  </li>`;
}
