import { get } from "../api.js";
import { Loaded } from "../components/loaded.js";
import { Timeline } from "../components/timeline.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { attendanceInWords } from "../school/status_mark.js";

/** @typedef {import("./shapes.js").HistoryRow} HistoryRow */
/** @typedef {import("./shapes.js").Status} Status */

/** Who said what of a student, when and why. @param {{ lesson: number, student: number }} props */
export function MarkHistory({ lesson, student }) {
  const load = useLoad(
    async (signal) => /** @type {HistoryRow[]} */ ((await get(`/api/lessons/${lesson}/register/history/`, { student }, { signal })).results),
    [lesson, student],
  );
  return html`<section class="stack-s">
    <h3>${t("register.details.history")}</h3>
    ${h(Loaded, {
      load,
      small: true,
      rows: 2,
      empty: html`<p class="soft small">${t("register.details.no_history")}</p>`,
      children: (/** @type {HistoryRow[]} */ rows) => h(Timeline, { label: t("register.details.history"), items: rows.map(told) }),
    })}
  </section>`;
}

/** @param {HistoryRow} row @returns {import("../components/timeline.js").TimelineItem} */
function told(row) {
  const { id, at, voice, actor_name, note, reason } = row;
  const text = [reason && t("register.history.reason", { reason }), note && t("register.history.note", { note })].filter(Boolean);
  return {
    id,
    at,
    title: titleOf(row),
    who: actor_name ? t("register.history.who", { name: actor_name, voice: t(`register.history.voice.${voice}`) }) : t("register.history.program"),
    text: text.length > 0 ? text.map((line) => html`<p key=${line}>${line}</p>`) : undefined,
    tone: toneOf(row.new),
  };
}

/** @param {HistoryRow} row */
function titleOf({ old, new: now, minutes_late, minutes_left }) {
  if (!now) return t("register.history.nothing");
  const status = attendanceInWords(now, now === "left_early" ? minutes_left : now === "late" ? minutes_late : 0);
  return old && old !== now ? t("register.history.from", { status, old: attendanceInWords(old) }) : t("register.history.said", { status });
}

/** @param {Status | null} status */
function toneOf(status) {
  if (status === "present" || status === "remote") return /** @type {const} */ ("good");
  return status === "absent" ? /** @type {const} */ ("wrong") : /** @type {const} */ ("quiet");
}
