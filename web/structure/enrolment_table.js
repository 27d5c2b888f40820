import { del } from "../api.js";
import { ApiError } from "../api_error.js";
import { Badge } from "../components/badge.js";
import { confirm } from "../components/confirm.js";
import { DataTable } from "../components/data_table.js";
import { Menu } from "../components/menu.js";
import { h } from "../h.js";
import { t } from "../i18n.js";
import { dated } from "../school/dated.js";
import { dateAt } from "../school/lesson_when.js";
import { PersonName } from "../school/person_name.js";
import { toast } from "../toasts.js";
import { stateOf } from "./enrolment_state.js";

/** @typedef {import("./shapes.js").Enrolment} Enrolment */
/** The API has them as they were enrolled. @param {Enrolment} a @param {Enrolment} b */
const byName = (a, b) => lastFirst(a).localeCompare(lastFirst(b)) || a.first_day.localeCompare(b.first_day);
/** @param {Enrolment} enrolment */
const lastFirst = ({ student_name }) => student_name.trim().replace(/^(\S+)\s+(.*)$/, "$2 $1");

/** @typedef {{ kind: "days" | "end" | "move", enrolment: Enrolment }} Deed */

/** @type {Record<ReturnType<typeof stateOf>, import("../components/badge.js").BadgeTone>} */
const TONES = { coming: "info", present: "good", over: "quiet" };

/** Who is in the group, from when until when. @param {{ rows: readonly Enrolment[], onDeed: (deed: Deed) => void, onDone: () => void }} props */
export function EnrolmentTable({ rows, onDeed, onDone }) {
  const today = dateAt();
  return h(DataTable, {
    caption: t("structure.students"),
    columns: [
      {
        key: "student_name",
        label: t("structure.student"),
        isTitle: true,
        render: (/** @type {Enrolment} */ { student, student_name }) => h(PersonName, { person: { id: student, name: student_name.trim() } }),
      },
      { key: "first_day", label: t("structure.first_day"), render: (/** @type {Enrolment} */ one) => dated(one.first_day, "medium") },
      { key: "last_day", label: t("structure.last_day"), render: (/** @type {Enrolment} */ one) => one.last_day && dated(one.last_day, "medium") },
      {
        key: "state",
        label: t("structure.state"),
        render: (/** @type {Enrolment} */ one) => {
          const state = stateOf(one, today);
          return h(Badge, { tone: TONES[state] }, t(`structure.state.${state}`));
        },
      },
    ],
    rows: [...rows].sort(byName),
    rowTone: (one) => (stateOf(one, today) === "over" ? "muted" : undefined),
    rowTools: (one) => h(Menu, { label: t("structure.deeds", { name: one.student_name.trim() }), isSmall: true, items: itemsOf(one, today, onDeed, onDone) }),
  });
}

/** @param {Enrolment} enrolment @param {string} today @param {(deed: Deed) => void} onDeed @param {() => void} onDone @returns {import("../components/menu.js").MenuItem[]} */
function itemsOf(enrolment, today, onDeed, onDone) {
  const isOver = stateOf(enrolment, today) === "over";
  /** @type {import("../components/menu.js").MenuItem[]} */
  const open = [
    { label: t("structure.move.open"), icon: "arrow_right", run: () => onDeed({ kind: "move", enrolment }) },
    { label: t("structure.end.open"), icon: "log_out", run: () => onDeed({ kind: "end", enrolment }) },
  ];
  return [
    ...(isOver ? [] : open),
    { label: t("structure.days.open"), icon: "edit", run: () => onDeed({ kind: "days", enrolment }) },
    { label: t("structure.leave.open"), icon: "trash", isDanger: true, startsGroup: true, run: () => void remove(enrolment, onDone) },
  ];
}

/** @param {Enrolment} enrolment @param {() => void} onDone */
async function remove({ id, student_name }, onDone) {
  const name = student_name.trim();
  const isSure = await confirm({ title: t("structure.leave.title", { name }), text: t("structure.leave.text"), action: t("structure.delete.action"), danger: true });
  if (!isSure) return;
  try {
    await del(`/api/enrolments/${id}/`);
    toast(t("structure.leave.done", { name }));
    onDone();
  } catch (error) {
    toast(error instanceof ApiError ? error.message : t("core.error.unexpected"), { tone: "wrong" });
  }
}
