// Absences for whoever decides about them: by state, filtered, page by page.

import { get } from "../api.js";
import { Button } from "../components/button.js";
import { DataTable } from "../components/data_table.js";
import { Empty } from "../components/empty.js";
import { Icon } from "../components/icon.js";
import { Loaded } from "../components/loaded.js";
import { Pager } from "../components/pager.js";
import { Tabs } from "../components/tabs.js";
import { Fragment, h, html } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { navigate } from "../router.js";
import { AbsenceBadge } from "./absence_badge.js";
import { absenceShort, deadlineShort, hoursShort } from "./absence_when.js";
import { cursorIn, isNarrowed, pathOf, requestOf } from "./absences_query.js";
import { OfficeTools } from "./office_tools.js";
import { STATUSES } from "./shapes.js";
import { standingOf } from "./standing.js";

/** @typedef {import("./shapes.js").Absence} Absence */
/** @typedef {import("./shapes.js").Absences} Absences */
/** @typedef {import("./absences_query.js").AbsencesQuery} AbsencesQuery */

const VIEWS = [...STATUSES, /** @type {const} */ ("all")];

/** @param {{ asked: AbsencesQuery, round: number }} props */
export function OfficeList({ asked, round }) {
  const load = useLoad(
    async (signal) => /** @type {Absences} */ (await get("/api/absences/", requestOf(asked), { signal })),
    [pathOf(asked), round],
  );
  /** @param {Partial<AbsencesQuery>} change */
  const go = (change) => navigate(pathOf({ ...asked, cursor: "", ...change }));
  const isLost = asked.cursor && load.error?.errors.cursor;
  return h(
    Fragment,
    {},
    h(Tabs, {
      label: t("absences.view.label"),
      current: asked.status,
      items: VIEWS.map((status) => ({
        id: status,
        label: t(`absences.view.${status}`),
        count: countOf(load.data, status),
        to: pathOf({ ...asked, cursor: "", status }),
      })),
    }),
    h(OfficeTools, { asked, go }),
    isLost
      ? h(Empty, { icon: "search", title: t("absences.empty.page"), action: h(Button, { onClick: () => go({}) }, t("absences.empty.first")) })
      : h(Loaded, { load, rows: 6, empty: h(NothingHere, { asked, go }), children: (/** @type {Absences} */ found) => h(Found, { found, go }) }),
  );
}

/** Of everything that the filters leave. @param {Absences | undefined} found @param {AbsencesQuery["status"]} status */
function countOf(found, status) {
  if (status !== "all") return found?.counts?.[status] ?? undefined;
  const counts = STATUSES.filter((one) => one !== "withdrawn").map((one) => found?.counts?.[one] ?? null);
  return counts.includes(null) ? undefined : counts.reduce((sum, one) => Number(sum) + Number(one), 0) ?? undefined;
}

/** @param {{ found: Absences, go: (change: Partial<AbsencesQuery>) => void }} props */
function Found({ found, go }) {
  return html`<div class="absence-found">
    ${h(DataTable, {
      caption: t("core.page.absences"),
      columns: columns(),
      rows: found.results,
      rowTo: (row) => `/absences/${row.id}`,
      rowTone: (row) => (row.status === "accepted" ? "muted" : undefined),
    })}
    ${h(Pager, {
      next: found.next,
      previous: found.previous,
      count: found.count ?? undefined,
      shown: found.results.length,
      onGo: (to) => {
        go({ cursor: cursorIn(to) });
        window.scrollTo({ top: 0 });
      },
    })}
  </div>`;
}

/** @returns {import("../components/data_table.js").Column<Absence>[]} */
function columns() {
  return [
    { key: "student_name", label: t("absences.student.label"), isTitle: true },
    {
      key: "when",
      label: t("absences.field.when"),
      render: (row) => html`<span class="absence-when"><span>${absenceShort(row)}</span> <span class="soft small figures">${hoursShort(row)}</span></span>`,
    },
    { key: "status", label: t("absences.field.status"), render: (row) => h(AbsenceBadge, { absence: row }) },
    { key: "reason", label: t("absences.field.reason"), isMuted: true, render: (row) => reasonOf(row) },
    {
      key: "lessons",
      label: t("absences.field.lessons"),
      align: "end",
      render: ({ lessons }) => (lessons ? String(lessons) : null),
    },
    {
      key: "deadline",
      label: t("absences.field.deadline"),
      isMuted: true,
      render: (row) => row.deadline && ["to_justify", "unjustified", "refused_open"].includes(standingOf(row)) && html`<span class="absence-when">${deadlineShort(row.deadline)}</span>`,
    },
  ];
}

/** @param {Absence} absence */
function reasonOf({ reason, documents }) {
  if (!reason && !documents) return null;
  return html`<span class="absence-reason">
    ${documents > 0 && html`<span class="absence-clip">${h(Icon, { name: "attach", size: 16 })}<span aria-hidden="true">${documents}</span><span class="unseen">${t("absences.documents", { count: documents })}</span></span>`}
    ${reason && html`<span class="absence-reason-text">${reason}</span>`}
  </span>`;
}

/** @param {{ asked: AbsencesQuery, go: (change: Partial<AbsencesQuery>) => void }} props */
function NothingHere({ asked, go }) {
  if (isNarrowed(asked)) {
    const clear = () => go({ origin: "", student: "", group: "", from: "", to: "" });
    return h(Empty, {
      icon: "search",
      title: t("absences.empty.narrowed"),
      action: h(
        Fragment,
        {},
        h(Button, { onClick: clear }, t("absences.empty.clear")),
        asked.status !== "all" && h(Button, { tone: "plain", onClick: () => go({ status: "all" }) }, t("absences.empty.all_states")),
      ),
    });
  }
  const isDone = asked.status === "justified";
  return h(Empty, {
    icon: isDone ? "good" : "tray",
    title: t(`absences.empty.${asked.status}`),
    text: isDone ? t("absences.empty.justified_text") : undefined,
    action: asked.status === "all" ? undefined : h(Button, { onClick: () => go({ status: "all" }) }, t("absences.empty.see_all")),
  });
}
