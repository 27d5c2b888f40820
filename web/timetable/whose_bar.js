// Whose week is shown, and how: oneself, somebody found by typing, one of a tutor's students.

import { Button, IconButton } from "../components/button.js";
import { Icon } from "../components/icon.js";
import { Segments } from "../components/segments.js";
import { h, html, useId } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { CHOICE_ICONS, WhoseSearch } from "./whose_search.js";
import { knownName, loadName, remember } from "./choices.js";
import { hasChoice, hasNoWeek } from "./viewer.js";
import { keyOf } from "./week_query.js";

/**
 * @typedef {import("./shapes.js").Choice} Choice
 * @typedef {import("./shapes.js").Whose} Whose
 * @typedef {import("./week_query.js").WeekQuery} WeekQuery
 * @typedef {(change: Partial<WeekQuery>, replace?: boolean) => void} Go
 */

/** Up to so many students stand side by side. */
const FEW = 4;

/** @param {{ asked: WeekQuery, who: import("./viewer.js").Viewer, students: readonly Choice[], go: Go }} props */
export function WhoseBar({ asked, who, students, go }) {
  const { whose, view } = asked;
  /** @param {Choice} choice */
  const pick = (choice) => {
    remember(choice);
    go({ whose: choice.id === who.id && choice.kind === "person" ? { kind: "mine" } : { kind: choice.kind, id: choice.id } });
  };
  return html`<div class="whose-bar">
    ${who.tutorsOnly
      ? h(Students, { students, whose, onPick: (id) => go({ whose: { kind: "person", id } }, true) })
      : hasChoice(who) && h(Chooser, { whose, who, onPick: pick, onClear: () => go({ whose: { kind: "mine" } }) })}
    ${(whose.kind !== "mine" || !hasNoWeek(who)) &&
    html`<div class="whose-view">
      ${h(Segments, {
        label: t("core.calendar.view"),
        value: view,
        options: [
          { value: "week", label: t("core.calendar.view_week"), icon: "week" },
          { value: "day", label: t("core.calendar.view_day"), icon: "calendar" },
        ],
        onPick: (next) => go({ view: next }, true),
      })}
    </div>`}
  </div>`;
}

/** @param {{ whose: Whose, who: import("./viewer.js").Viewer, onPick: (choice: Choice) => void, onClear: () => void }} props */
function Chooser({ whose, who, onPick, onClear }) {
  return html`<div class="whose-choice">
    ${whose.kind === "mine"
      ? !hasNoWeek(who) && html`<span class="whose-chosen is-mine">${h(Icon, { name: "person", size: 18 })}<span>${t("timetable.whose.mine")}</span></span>`
      : h(Chosen, { key: keyOf(whose), whose, who, onClear })}
    ${h(WhoseSearch, { who, onPick })}
  </div>`;
}

/** @param {{ whose: Exclude<Whose, { kind: "mine" }>, who: import("./viewer.js").Viewer, onClear: () => void }} props */
function Chosen({ whose, who, onClear }) {
  const name = useWhoseName(whose, who);
  const back = hasNoWeek(who) ? t("timetable.whose.clear") : t("timetable.whose.back");
  return html`<span class="whose-chosen">
    ${h(Icon, { name: CHOICE_ICONS[whose.kind], size: 18 })}
    <span class="whose-chosen-name">${name}</span>
    ${h(IconButton, { icon: "cross", small: true, label: back, onClick: onClear })}
  </span>`;
}

/** @param {Whose} whose @param {import("./viewer.js").Viewer} who @returns {string} */
export function useWhoseName(whose, who) {
  const load = useLoad(
    async (signal) => (whose.kind === "mine" ? "" : loadName(whose, who, signal).catch(() => "")),
    [keyOf(whose)],
  );
  if (whose.kind === "mine") return "";
  return knownName(whose) || load.data || (load.isLoading ? "…" : t(`timetable.whose.unnamed_${whose.kind}`));
}

/** @param {{ students: readonly Choice[], whose: Whose, onPick: (id: number) => void }} props */
function Students({ students, whose, onPick }) {
  const id = useId();
  const current = whose.kind === "person" ? whose.id : 0;
  if (students.length === 0) return null;
  if (students.length === 1) {
    // Another week was asked for: this one leads back.
    if (current && current !== students[0].id) return h(Button, { icon: "person", onClick: () => onPick(students[0].id) }, students[0].name);
    return html`<span class="whose-chosen is-mine">${h(Icon, { name: "person", size: 18 })}<span class="whose-chosen-name">${students[0].name}</span></span>`;
  }
  if (students.length <= FEW) {
    const options = students.map((one) => ({ value: String(one.id), label: one.name }));
    return html`<div class="whose-students">
      ${h(Segments, { label: t("timetable.whose.of_student"), value: String(current), options, onPick: (value) => onPick(Number(value)) })}
    </div>`;
  }
  return html`<span class="whose-select">
    <label class="soft small" for=${id}>${t("timetable.whose.of_student")}</label>
    <span class="control control-select">
      <select id=${id} onChange=${(/** @type {Event} */ event) => onPick(Number(/** @type {HTMLSelectElement} */ (event.currentTarget).value))}>
        ${students.map((one) => html`<option key=${one.id} value=${one.id} selected=${one.id === current}>${one.name}</option>`)}
      </select>
      ${h(Icon, { name: "chevron_down", size: 18 })}
    </span>
  </span>`;
}

/** What the page offers beside its title. @param {{ who: import("./viewer.js").Viewer, canPrint: boolean, onFeed: () => void }} props */
export function PageTools({ who, canPrint, onFeed }) {
  return html`<div class="timetable-tools">
    ${!hasNoWeek(who) && !who.tutorsOnly && h(Button, { icon: "link", onClick: onFeed }, t("timetable.feed.open"))}
    ${canPrint && h(Button, { icon: "print", onClick: () => window.print() }, t("timetable.print.action"))}
    ${who.plans && h(Button, { icon: "list", to: "/series" }, t("timetable.series"))}
    ${who.plans && h(Button, { tone: "primary", icon: "plus", to: "/timetable/new" }, t("timetable.new"))}
  </div>`;
}
