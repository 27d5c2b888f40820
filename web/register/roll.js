import { Button } from "../components/button.js";
import { Empty } from "../components/empty.js";
import { SearchBox } from "../components/search_box.js";
import { h, html, useCallback, useState } from "../h.js";
import { t } from "../i18n.js";
import { attendanceInWords } from "../school/status_mark.js";
import { pick, tap } from "./acts.js";
import { CloseDialog } from "./close_dialog.js";
import { draftOf } from "./drafts.js";
import { onRollKey } from "./keys.js";
import { countsOf, found, hadCheckIn, itemsOf } from "./marks.js";
import { MarkDialog } from "./mark_dialog.js";
import { ReopenDialog } from "./reopen_dialog.js";
import { RollBar } from "./roll_bar.js";
import { RollEvents } from "./roll_events.js";
import { RollFilter } from "./roll_filter.js";
import { RollNotices } from "./roll_notices.js";
import { RollRow } from "./roll_row.js";

/** @typedef {import("./shapes.js").Lesson} Lesson */
/** @typedef {import("./shapes.js").Register} Register */
/** @typedef {import("./marks.js").Filter} Filter */

/**
 * The list of a lesson, and what can be said of each.
 * @param {{ lesson: Lesson, register: Register, isTooEarly: boolean }} props
 */
export function Roll({ lesson, register, isTooEarly }) {
  const [search, setSearch] = useState("");
  const [filter, setFilter] = useState(/** @type {Filter} */ ("all"));
  const [open, setOpen] = useState(/** @type {{ is: "mark", student: number } | { is: "close" } | { is: "reopen" } | null} */ (null));
  const [said, setSaid] = useState("");
  const draft = draftOf(lesson.id);
  const items = itemsOf(draft, register);
  const counts = countsOf(items);
  const shown = found(items, search, filter);
  const isLocked = register.state === "closed" || isTooEarly;
  const onTap = useCallback((/** @type {number} */ student) => {
    tap(lesson, student);
    setSaid(spoken(lesson.id, student));
  }, [lesson]);
  const onDetails = useCallback((/** @type {number} */ student) => setOpen({ is: "mark", student }), []);
  /** @param {number} student @param {import("./shapes.js").Status} status */
  const onPick = (student, status) => {
    pick(lesson, student, status);
    setSaid(spoken(lesson.id, student));
  };
  const close = () => setOpen(null);
  const openItem = open?.is === "mark" ? items.find(({ mark }) => mark.student === open.student) : undefined;
  if (items.length === 0) return h(Empty, { icon: "people", title: t("register.nobody"), text: t("register.nobody_text") });
  return html`<div class="roll">
    <p class="unseen" role="status">${said}</p>
    ${h(RollNotices, { draft, register, onShow: (/** @type {Filter} */ wanted) => setFilter(wanted), onReopen: () => setOpen({ is: "reopen" }) })}
    <div class="roll-tools">
      ${h(SearchBox, { label: t("register.search"), value: search, onSearch: setSearch })}
      ${h(RollFilter, { counts, filter, onFilter: setFilter })}
    </div>
    ${!isTooEarly && h(Hint, { register })}
    ${shown.length > 0
      ? html`<ul class="roll-list card" aria-label=${t("register.list")}
          onKeyDown=${(/** @type {KeyboardEvent} */ event) => onRollKey(event, { pick: onPick, details: onDetails, isLocked })}>
          ${shown.map((item) => h(RollRow, { key: item.mark.student, item, lesson, isLocked, onTap, onDetails }))}
        </ul>`
      : h(NoneFound, { onAll: () => { setSearch(""); setFilter("all"); } })}
    ${!isTooEarly && h(RollBar, { draft, register, counts, onClose: () => setOpen({ is: "close" }), onReopen: () => setOpen({ is: "reopen" }) })}
    ${h(RollEvents, { events: register.events })}
    ${openItem && h(MarkDialog, { key: openItem.mark.student, item: openItem, lesson, isLocked, onClose: close })}
    ${open?.is === "close" && h(CloseDialog, { lesson, register, items, counts, onClose: close })}
    ${open?.is === "reopen" && h(ReopenDialog, { lesson: lesson.id, onClose: close })}
  </div>`;
}

/** As it is read aloud after a tap. @param {number} lesson @param {number} student */
function spoken(lesson, student) {
  const draft = draftOf(lesson);
  const item = draft.known && itemsOf(draft, draft.known).find(({ mark }) => mark.student === student);
  if (!item?.standing.status) return "";
  return t("register.row.says", { name: item.mark.name, status: attendanceInWords(item.standing.status, item.standing.minutes) });
}

/** @param {{ register: Register }} props */
function Hint({ register }) {
  if (register.state === "closed") return html`<p class="soft small">${t("register.hint_closed")}</p>`;
  return html`<div class="roll-hint soft small">
    <p>${t(hadCheckIn(register) ? "register.hint_check_in" : "register.hint")}</p>
    <p class="roll-keys" aria-label=${t("register.keys")} role="note">
      <kbd>↑</kbd><kbd>↓</kbd> ${t("register.keys.move")} <kbd>⏎</kbd> ${t("register.keys.next")}
      <kbd>P</kbd><kbd>A</kbd><kbd>R</kbd><kbd>E</kbd> ${t("register.keys.status")} <kbd>N</kbd> ${t("register.keys.details")}
    </p>
  </div>`;
}

/** @param {{ onAll: () => void }} props */
function NoneFound({ onAll }) {
  return h(Empty, {
    icon: "search",
    small: true,
    title: t("register.none_found"),
    text: t("register.none_found_text"),
    action: h(Button, { onClick: onAll }, t("register.show_all")),
  });
}
