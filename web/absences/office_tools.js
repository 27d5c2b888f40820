import { get } from "../api.js";
import { DateField } from "../components/date_field.js";
import { FilterBar } from "../components/filter_bar.js";
import { h, html, useEffect, useState } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { ChosenStudent } from "./student_field.js";
import { StudentSearch } from "../school/student_search.js";
import { findStudents } from "./students.js";

/** @typedef {import("./absences_query.js").AbsencesQuery} AbsencesQuery */

/** Of which student, group, kind and days. @param {{ asked: AbsencesQuery, go: (change: Partial<AbsencesQuery>) => void }} props */
export function OfficeTools({ asked, go }) {
  const groups = useLoad(async (signal) => (await get("/api/groups/", { page_size: 200 }, { signal })).results);
  const options = (groups.data ?? []).map((/** @type {any} */ { id, name }) => ({ value: String(id), label: name }));
  /** @type {import("../components/filter_bar.js").Filter[]} */
  const filters = [
    { name: "group", label: t("absences.filter.group"), value: asked.group, options },
    {
      name: "origin",
      label: t("absences.filter.origin"),
      value: asked.origin,
      options: [
        { value: "found", label: t("absences.origin.found") },
        { value: "declared", label: t("absences.origin.declared") },
      ],
    },
  ];
  return html`<div class="absence-tools">
    ${h(
      FilterBar,
      {
        filters,
        onFilter: (name, value) => go({ [name]: value }),
        onClear: () => go({ group: "", origin: "" }),
      },
      h(StudentFilter, { student: asked.student, onPick: (student) => go({ student }) }),
    )}
    ${h(Dates, { asked, go })}
  </div>`;
}

/** @param {{ student: string, onPick: (student: string) => void }} props */
function StudentFilter({ student, onPick }) {
  const [known, setKnown] = useState({ id: "", name: "" });
  useEffect(() => {
    if (!student || known.id === student) return;
    const stop = new AbortController();
    get("/api/absences/", { student, page_size: 1 }, { signal: stop.signal }).then(
      ({ results }) => results[0] && setKnown({ id: student, name: results[0].student_name }),
      () => undefined,
    );
    return () => stop.abort();
  }, [student]);
  if (!student) {
    return h(StudentSearch, {
      label: t("absences.filter.student"),
      isLabelUnseen: true,
      find: findStudents,
      onPick: ({ id, name }) => {
        setKnown({ id: String(id), name });
        onPick(String(id));
      },
    });
  }
  const name = known.id === student ? known.name : t("absences.student.number", { number: student });
  return h(ChosenStudent, { student: { name }, label: t("absences.filter.all_students", { name }), onRemove: () => onPick("") });
}

/** Dates that are half typed stay as they are. @param {{ asked: AbsencesQuery, go: (change: Partial<AbsencesQuery>) => void }} props */
function Dates({ asked, go }) {
  const { from, to } = asked;
  const isOrder = from !== "" && to !== "" && to < from;
  const form = {
    values: { value: { from, to } },
    set: (/** @type {string} */ name, /** @type {string} */ value) => {
      if (value === "" || value >= "1900") go({ [name]: value });
    },
    errors: (/** @type {string} */ name) => (name === "to" && isOrder ? [t("absences.problem.order")] : []),
  };
  return html`<div class="absence-dates">
    ${h(DateField, { form, name: "from", label: t("absences.filter.from") })}
    ${h(DateField, { form, name: "to", label: t("absences.filter.to") })}
  </div>`;
}
