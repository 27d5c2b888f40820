// The list in its states, and what can be done from its rows.

import { CancelDialog } from "../appointments/cancel_dialog.js";
import { Button } from "../components/button.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { Fragment, h, useState } from "../h.js";
import { t } from "../i18n.js";
import { isNarrowed } from "./agenda_query.js";
import { ListView } from "./list_view.js";
import { MoveDialog } from "./move_dialog.js";

/**
 * @typedef {import("./agenda_rows.js").Appointment} Appointment
 * @typedef {import("./agenda_rows.js").Rows} Rows
 * @typedef {import("./agenda_query.js").AgendaQuery} AgendaQuery
 * @typedef {import("./agenda_tools.js").Go} Go
 * @typedef {Omit<import("../load.js").Load<Rows | null>, "set">} RowsLoad
 */

/** @param {{ asked: AgendaQuery, today: string, rows: RowsLoad, coaches: readonly import("./coaches.js").Coach[], go: Go }} props */
export function ListPart({ asked, today, rows, coaches, go }) {
  const [moved, setMoved] = useState(/** @type {Appointment | null} */ (null));
  const [cancelled, setCancelled] = useState(/** @type {Appointment | null} */ (null));
  const done = () => {
    setMoved(null);
    setCancelled(null);
    rows.reload();
  };
  /** As it is now. @param {Appointment} one */
  const newest = (one) => rows.data?.results.find(({ id }) => id === one.id) ?? one;
  const deeds = { onMove: setMoved, onCancel: setCancelled, onMarked: rows.reload };
  if (asked.cursor && rows.error?.errors.cursor) return h(Nothing, { title: t("agenda.empty.page"), action: t("agenda.empty.first"), onAction: () => go({}) });
  return h(
    Fragment,
    {},
    h(Loaded, {
      load: rows,
      rows: 8,
      empty: h(NothingHere, { asked, go }),
      children: (/** @type {Rows} */ found) => h(ListView, { rows: found, asked, today, coaches, deeds, go }),
    }),
    moved && h(MoveDialog, { appointment: newest(moved), onClose: () => setMoved(null), onMoved: done, onChanged: rows.reload }),
    cancelled && h(CancelDialog, { appointment: cancelled, asCoach: true, onClose: () => setCancelled(null), onDone: done }),
  );
}

/** @param {{ asked: AgendaQuery, go: Go }} props */
function NothingHere({ asked, go }) {
  if (asked.when === "past" && asked.status === "booked") {
    return h(Nothing, { title: t("agenda.empty.all_marked"), action: t("agenda.empty.to_week"), onAction: () => go({ view: "week", status: "" }) });
  }
  if (isNarrowed(asked)) {
    const clear = () => go({ coach: "", client: "", service: "", status: "", from: "", to: "" });
    return h(Nothing, { title: t("agenda.empty.narrowed"), action: t("agenda.empty.clear"), onAction: clear });
  }
  return h(Empty, {
    icon: "appointment",
    title: t(`agenda.empty.${asked.when}`),
    text: t("agenda.empty.text"),
    action: h(Button, { tone: "primary", icon: "plus", to: "/book?client=" }, t("agenda.book")),
  });
}

/** @param {{ title: string, action: string, onAction: () => void }} props */
function Nothing({ title, action, onAction }) {
  return h(Empty, { icon: "search", title, action: h(Button, { onClick: onAction }, action) });
}
