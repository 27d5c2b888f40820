// The lessons behind a figure.

import { get } from "../api.js";
import { Badge } from "../components/badge.js";
import { DataTable } from "../components/data_table.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { Pager } from "../components/pager.js";
import { h, html } from "../h.js";
import { formatDate, formatNumber, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { timesShort } from "../school/lesson_when.js";
import { RegisterBadge } from "../school/status_mark.js";
import { cursorIn, lessonsRequest } from "./rates_query.js";
import { RateBar } from "./totals.js";

/** @typedef {import("./shapes.js").LessonRow} LessonRow */
/** @typedef {import("./shapes.js").LessonRows} LessonRows */
/** @typedef {import("./rates_query.js").RatesQuery} RatesQuery */

/** @param {{ asked: RatesQuery, limit: number, go: (change: Partial<RatesQuery>) => void }} props `limit`: percent */
export function LessonList({ asked, limit, go }) {
  const request = lessonsRequest(asked);
  const load = useLoad(async (signal) => /** @type {LessonRows} */ (await get("/api/statistics/lessons/", request, { signal })), [JSON.stringify(request)]);
  return h(Loaded, {
    load,
    rows: 6,
    empty: h(Empty, { icon: "lesson", title: t("rates.lessons.none"), text: t("rates.lessons.none_text") }),
    children: (/** @type {LessonRows} */ found) => html`<div class="rates-table">
      ${h(DataTable, {
        caption: t("rates.lessons.caption"),
        columns: columns(asked.student !== "", limit),
        rows: found.results,
        rowTo: (row) => `/lessons/${row.id}`,
        rowTone: (row) => (row.status === "cancelled" ? "muted" : undefined),
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
    </div>`,
  });
}

/** @param {boolean} isOne of one student: how they were there, instead of how many @param {number} limit @returns {import("../components/data_table.js").Column<LessonRow>[]} */
function columns(isOne, limit) {
  /** @type {import("../components/data_table.js").Column<LessonRow>[]} */
  const first = [
    { key: "title", label: t("rates.lessons.lesson"), isTitle: true, render: (row) => row.title || row.module_name },
    {
      key: "when",
      label: t("rates.lessons.when"),
      render: (row) => html`<span class="rates-when">${formatDate(row.starts_at, "medium")} <span class="soft small figures">${timesShort(row)}</span></span>`,
    },
    { key: "professors", label: t("rates.by.professor"), isMuted: true, render: ({ professors }) => professors.join(", ") },
    { key: "register", label: t("rates.lessons.register"), render: registerOf },
  ];
  if (isOne) return [...first, { key: "how", label: t("rates.lessons.presence"), render: howOne }];
  return [
    ...first,
    { key: "rate", label: t("rates.count.rate"), render: (row) => (isKnown(row) ? h(RateBar, { rate: row.rate, low: limit }) : null) },
    { key: "absent", label: t("rates.count.absent"), align: "end", render: (row) => isKnown(row) && formatNumber(row.absent) },
    { key: "excused", label: t("rates.count.excused"), align: "end", render: (row) => isKnown(row) && formatNumber(row.excused) },
  ];
}

/** @param {LessonRow} row */
const isKnown = ({ status, register }) => status !== "cancelled" && register === "closed";

/** @param {LessonRow} row */
function registerOf({ status, register }) {
  if (status === "cancelled") return h(Badge, { tone: "wrong", icon: "cross" }, t("school.lesson_status.cancelled"));
  return h(RegisterBadge, { state: register });
}

/** @param {LessonRow} row */
function howOne(row) {
  if (!isKnown(row)) return null;
  const status = /** @type {const} */ (["absent", "excused", "late", "left_early", "remote", "present"]).find((name) => row[name] > 0);
  if (!status) return null;
  const tone = /** @type {const} */ ({ absent: "wrong", excused: "info", late: "warning", left_early: "warning", remote: "good", present: "good" })[status];
  return h(Badge, { tone }, t(`school.status.${status}`));
}
