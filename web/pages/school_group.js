// One group: who is in it and from when until when, and the groups within it.

import { get } from "../api.js";
import { Button } from "../components/button.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { Page } from "../components/page.js";
import { Pager } from "../components/pager.js";
import { Segments } from "../components/segments.js";
import { Section } from "../components/section.js";
import { Fragment, h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { Link, setQuery } from "../router.js";
import { dateAt } from "../school/lesson_when.js";
import { EnrolDialog } from "../structure/enrol_dialog.js";
import { DaysDialog, MoveDialog } from "../structure/enrolment_dialogs.js";
import { EnrolmentTable } from "../structure/enrolment_table.js";
import { above } from "../structure/tree.js";

/** @typedef {import("../structure/shapes.js").Group} Group */
/** @typedef {import("../structure/shapes.js").Enrolment} Enrolment */
/** @typedef {import("../types/session.js").ListOf<Enrolment>} Enrolments */
/** @typedef {{ group: Group, groups: Group[], count: number | null }} Known  `count`: students of today, with those of the groups within */

const PAGE = 100;

/** @param {{ params: Record<string, string>, query: URLSearchParams }} props */
export default function SchoolGroupPage({ params, query }) {
  const when = query.get("when") === "all" ? "all" : "today";
  const cursor = query.get("cursor") ?? "";
  const [round, setRound] = useState(0);
  const [isEnrolling, setEnrolling] = useState(false);
  const known = useLoad((signal) => loadGroup(params.id, signal), [params.id, round]);
  const { group, groups = [] } = known.data ?? {};
  const done = () => {
    setEnrolling(false);
    setRound((before) => before + 1);
  };
  return h(
    Page,
    {
      title: group?.name ?? t("core.page.school_group"),
      lead: group && [...above(groups, group).map(({ name }) => name), group.programme_name ?? "", group.year_name].filter(Boolean).join(" · "),
      back: { to: group ? `/school/structure?year=${group.year}` : "/school/structure", label: t("core.page.school_structure") },
      tools:
        group &&
        h(
          Fragment,
          {},
          h(Button, { icon: "mail", to: `/school/messages?group=${group.id}` }, t("structure.group.write")),
          h(Button, { tone: "primary", icon: "person_add", onClick: () => setEnrolling(true) }, t("structure.enrol.open")),
        ),
    },
    h(Loaded, {
      load: known,
      shape: "cards",
      children: (/** @type {Known} */ one) => h(Fragment, {}, h(Inside, { known: one }), h(Members, { known: one, when, cursor, round, onDone: done })),
    }),
    isEnrolling && group && h(EnrolDialog, { group, onClose: () => setEnrolling(false), onDone: done }),
  );
}

/** @param {string} id @param {AbortSignal} signal @returns {Promise<Known>} */
async function loadGroup(id, signal) {
  const group = /** @type {Group} */ (await get(`/api/groups/${id}/`, undefined, { signal }));
  const [{ results: groups }, { count }] = await Promise.all([
    get("/api/groups/", { year: group.year, page_size: 200 }, { signal }),
    get(`/api/groups/${id}/students/`, { page_size: 1 }, { signal }),
  ]);
  return { group, groups, count };
}

/** What is within it, and how many are in all of it. @param {{ known: Known }} props */
function Inside({ known: { group, groups, count } }) {
  const children = groups.filter(({ parent }) => parent === group.id);
  return html`<div class="group-inside">
    <p class="soft" aria-live="polite">${t(children.length ? "structure.count_within" : "structure.count", { count: count ?? 0 })}</p>
    ${children.length > 0 &&
    html`<nav aria-label=${t("structure.within")}>
      <ul class="group-children" role="list">
        ${children.map((one) => html`<li key=${one.id}>${h(Link, { to: `/school/groups/${one.id}`, class: "group-child" }, one.name)}</li>`)}
      </ul>
    </nav>`}
  </div>`;
}

/** @param {{ known: Known, when: "today" | "all", cursor: string, round: number, onDone: () => void }} props */
function Members({ known: { group, groups }, when, cursor, round, onDone }) {
  const load = useLoad(
    async (signal) => {
      const query = { group: group.id, on: when === "today" ? dateAt() : "", cursor, page_size: PAGE };
      return /** @type {Enrolments} */ (await get("/api/enrolments/", query, { signal }));
    },
    [group.id, when, cursor, round],
  );
  const [deed, setDeed] = useState(/** @type {import("../structure/enrolment_table.js").Deed | null} */ (null));
  const close = () => setDeed(null);
  const after = () => {
    close();
    onDone();
  };
  const tools = h(Segments, {
    label: t("structure.when"),
    value: when,
    options: /** @type {("today" | "all")[]} */ (["today", "all"]).map((value) => ({ value, label: t(`structure.when.${value}`) })),
    onPick: (/** @type {"today" | "all"} */ value) => setQuery({ when: value === "all" ? value : null, cursor: null }),
  });
  return h(
    Section,
    { title: t("structure.members"), tools },
    h(Loaded, {
      load,
      rows: 6,
      empty: h(Empty, { icon: "people", title: t(`structure.nobody.${when}`), text: t("structure.nobody_text") }),
      children: (/** @type {Enrolments} */ found) => html`<div class="stack">
        ${h(EnrolmentTable, { rows: found.results, onDeed: setDeed, onDone })}
        ${(found.next || found.previous) &&
        h(Pager, { next: found.next, previous: found.previous, onGo: (to) => setQuery({ cursor: new URL(to, "http://api").searchParams.get("cursor") }) })}
      </div>`,
    }),
    deed?.kind === "move" && h(MoveDialog, { enrolment: deed.enrolment, groups, onClose: close, onDone: after }),
    deed && deed.kind !== "move" && h(DaysDialog, { enrolment: deed.enrolment, isEnding: deed.kind === "end", onClose: close, onDone: after }),
  );
}
