// Absences of one's own, or of one's students: what waits for a document, what is to come, what was.

import { get } from "../api.js";
import { Button } from "../components/button.js";
import { Card } from "../components/card.js";
import { Empty } from "../components/empty.js";
import { Icon } from "../components/icon.js";
import { Loaded } from "../components/loaded.js";
import { Pager } from "../components/pager.js";
import { Section } from "../components/section.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { Link, navigate } from "../router.js";
import { capital } from "../school/lesson_when.js";
import { AbsenceBadge } from "./absence_badge.js";
import { absenceInWords, deadlineInWords } from "./absence_when.js";
import { cursorIn } from "./absences_query.js";
import { partsOf } from "./standing.js";

/** @typedef {import("./shapes.js").Absence} Absence */
/** @typedef {import("./shapes.js").Absences} Absences */

const PAGE = 50;
const PARTS = /** @type {const} */ (["todo", "coming", "past"]);

/** @param {{ student: string, cursor: string, isNamed: boolean, round: number, onDeclare: () => void }} props `isNamed`: of several students */
export function OwnList({ student, cursor, isNamed, round, onDeclare }) {
  const load = useLoad(
    async (signal) => /** @type {Absences} */ (await get("/api/absences/", { student, cursor, page_size: PAGE }, { signal })),
    [student, cursor, round],
  );
  return h(Loaded, {
    load,
    rows: 4,
    empty: h(Empty, {
      icon: "good",
      title: t("absences.empty.own"),
      text: t("absences.empty.own_text"),
      action: h(Button, { tone: "primary", icon: "plus", onClick: onDeclare }, t("absences.declare.open")),
    }),
    children: (/** @type {Absences} */ found) => h(Parts, { found, student, isNamed }),
  });
}

/** @param {{ found: Absences, student: string, isNamed: boolean }} props */
function Parts({ found, student, isNamed }) {
  const parts = partsOf(found.results);
  /** @param {string} to */
  const go = (to) => {
    const params = new URLSearchParams({ ...(student && { student }), cursor: cursorIn(to) });
    navigate(`/absences?${params}`);
    window.scrollTo({ top: 0 });
  };
  return html`<div class="absence-parts">
    ${PARTS.filter((part) => parts[part].length).map((part) =>
      h(
        Section,
        { key: part, title: t(`absences.part.${part}`), text: part === "todo" ? t("absences.part.todo_text") : undefined },
        h(
          Card,
          { room: "none", posts: part === "todo" },
          html`<ul class="rows" role="list">${parts[part].map((absence) => h(OwnRow, { key: absence.id, absence, isNamed, isTodo: part === "todo" }))}</ul>`,
        ),
      ),
    )}
    ${(found.next || found.previous) && h(Pager, { next: found.next, previous: found.previous, onGo: go })}
  </div>`;
}

/** @param {{ absence: Absence, isNamed: boolean, isTodo: boolean }} props */
function OwnRow({ absence, isNamed, isTodo }) {
  const { id, student_name, reason, deadline, lessons, documents } = absence;
  const when = capital(absenceInWords(absence));
  const facts = [
    isNamed && student_name,
    lessons > 0 && t("absences.lessons", { count: lessons }),
    documents > 0 && t("absences.documents", { count: documents }),
    reason,
  ].filter(Boolean);
  return html`<li class="absence-row">
    <div class="row-main">
      <p class="row-title">${h(Link, { to: `/absences/${id}`, class: "absence-link" }, when)}</p>
      ${facts.length > 0 && html`<p class="soft small absence-row-facts">${facts.join(" · ")}</p>`}
      ${isTodo && deadline && html`<p class="small absence-deadline">${h(Icon, { name: "clock", size: 16 })} ${t("absences.until", { until: deadlineInWords(deadline) })}</p>`}
    </div>
    <div class="absence-row-end">
      ${h(AbsenceBadge, { absence })}
      ${isTodo && h(Button, { small: true, tone: "primary", icon: "attach", to: `/absences/${id}`, label: t("absences.justify.open_of", { when }) }, t("absences.justify.open"))}
    </div>
  </li>`;
}
