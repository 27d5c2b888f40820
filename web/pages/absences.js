// Absences: one's own and those of one's students, or those about which one decides.

import { Button } from "../components/button.js";
import { Page } from "../components/page.js";
import { SelectField } from "../components/select_field.js";
import { Fragment, h, useState } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { navigate } from "../router.js";
import { isRole } from "../session.js";
import { toast } from "../toasts.js";
import { readQuery } from "../absences/absences_query.js";
import { Alerts } from "../absences/alerts.js";
import { DeclareDialog } from "../absences/declare_dialog.js";
import { OfficeList } from "../absences/office_list.js";
import { OwnList } from "../absences/own_list.js";
import { decides, ownStudents } from "../absences/students.js";

/** @param {{ query: URLSearchParams }} props */
export default function AbsencesPage({ query }) {
  const asked = readQuery(query);
  const isOffice = decides();
  const [isDeclaring, setDeclaring] = useState(query.get("declare") === "1");
  const lead = isOffice ? "absences.lead.office" : isRole("TUTOR") ? "absences.lead.tutor" : "absences.lead.own";
  const onDeclare = () => setDeclaring(true);
  return h(
    Page,
    {
      title: t("core.page.absences"),
      lead: t(lead),
      width: isOffice ? "wide" : "normal",
      tools: h(Button, { tone: "primary", icon: "plus", onClick: onDeclare }, t("absences.declare.open")),
    },
    isOffice ? h(Fragment, {}, h(Alerts, {}), h(OfficeList, { asked, round: 0 })) : h(Own, { asked, onDeclare }),
    isDeclaring &&
      h(DeclareDialog, {
        student: Number(asked.student) || undefined,
        onClose: () => setDeclaring(false),
        onDone: ({ id }) => {
          toast(t("absences.declare.done"), { tone: "good" });
          navigate(`/absences/${id}`);
        },
      }),
  );
}

/** @param {{ asked: import("../absences/absences_query.js").AbsencesQuery, onDeclare: () => void }} props */
function Own({ asked, onDeclare }) {
  const isTutor = isRole("TUTOR");
  const students = useLoad((signal) => (isTutor ? ownStudents(signal) : Promise.resolve([])), [isTutor]).data ?? [];
  return h(
    Fragment,
    {},
    h(Alerts, { isOwn: true }),
    students.length > 1 && h(StudentChoice, { students, student: asked.student }),
    h(OwnList, { student: asked.student, cursor: asked.cursor, isNamed: isTutor && !asked.student, round: 0, onDeclare }),
  );
}

/** @param {{ students: import("../absences/students.js").Student[], student: string }} props */
function StudentChoice({ students, student }) {
  const form = {
    values: { value: { student } },
    set: (/** @type {string} */ _, /** @type {string} */ value) => navigate(value ? `/absences?student=${value}` : "/absences"),
    errors: () => [],
  };
  return h(SelectField, {
    form,
    name: "student",
    label: t("absences.student.label"),
    placeholder: t("absences.student.all"),
    options: students.map(({ id, name }) => ({ value: String(id), label: name })),
  });
}
