// Saying ahead that somebody will be missing: whole days, or hours of one.

import { post } from "../api.js";
import { ApiError } from "../api_error.js";
import { DateField } from "../components/date_field.js";
import { Dialog } from "../components/dialog.js";
import { Form } from "../components/form.js";
import { Loaded } from "../components/loaded.js";
import { Segments } from "../components/segments.js";
import { TextArea } from "../components/text_area.js";
import { TextField } from "../components/text_field.js";
import { useForm } from "../forms.js";
import { h, html } from "../h.js";
import { t, zone } from "../i18n.js";
import { useLoad } from "../load.js";
import { dateAt } from "../school/lesson_when.js";
import { profile } from "../session.js";
import { problemsOf, sentOf } from "./absence_span.js";
import { LONGEST_REASON } from "./shapes.js";
import { OwnStudentField, StudentField } from "./student_field.js";
import { decides, ownStudents } from "./students.js";

/** @typedef {import("./shapes.js").Absence} Absence */
/** @typedef {import("./students.js").Student} Student */

/** @param {{ student?: number, onClose: () => void, onDone: (absence: Absence) => void }} props `student`: who was looked at */
export function DeclareDialog({ student, onClose, onDone }) {
  const load = useLoad((signal) => (decides() ? Promise.resolve([]) : ownStudents(signal)));
  // A tutor without a student in a group has nobody to choose; the API says so.
  if (load.data) return h(Declaring, { own: load.data, student, onClose, onDone });
  return h(
    Dialog,
    { open: true, title: t("absences.declare.title"), focus: "title", onClose },
    h(Loaded, { load, small: true, children: () => null }),
  );
}

/** @param {{ own: Student[], student?: number, onClose: () => void, onDone: (absence: Absence) => void }} props */
function Declaring({ own, student, onClose, onDone }) {
  const isOffice = decides();
  const form = useDeclaring(own, student, onDone);
  const { kind } = form.values.value;
  const today = dateAt();
  const min = isOffice ? undefined : today;
  return h(
    Dialog,
    {
      open: true,
      title: t("absences.declare.title"),
      lead: t(isOffice ? "absences.declare.lead_office" : "absences.declare.lead"),
      isSticky: form.isDirty,
      isBusy: form.busy.value,
      focus: "title",
      onClose,
    },
    h(
      Form,
      { form, submit: t("absences.declare.action"), cancel: { onClick: onClose } },
      isOffice && h(StudentField, { form, name: "student" }),
      !isOffice && own.length > 1 && h(OwnStudentField, { form, name: "student", students: own }),
      h(Segments, {
        label: t("absences.declare.kind"),
        value: kind,
        wide: true,
        options: /** @type {("days" | "hours")[]} */ (["days", "hours"]).map((value) => ({ value, label: t(`absences.declare.kind.${value}`) })),
        onPick: (/** @type {"days" | "hours"} */ value) => form.set("kind", value),
      }),
      kind === "days" ? h(Days, { form, min }) : h(Hours, { form, min }),
      h(TextArea, {
        form,
        name: "reason",
        label: t("absences.declare.reason"),
        hint: t("absences.declare.reason_hint"),
        required: false,
        rows: 3,
        maxlength: LONGEST_REASON,
      }),
    ),
  );
}

/** @param {{ form: import("../components/field.js").FieldForm, min: string | undefined }} props */
function Days({ form, min }) {
  const first = form.values.value.from || min;
  return html`<div class="absence-dates">
    ${h(DateField, { form, name: "from", label: t("absences.declare.from"), min, required: true })}
    ${h(DateField, { form, name: "to", label: t("absences.declare.to"), hint: t("absences.declare.to_hint"), min: first })}
  </div>`;
}

/** @param {{ form: import("../components/field.js").FieldForm, min: string | undefined }} props */
function Hours({ form, min }) {
  return html`<div class="absence-dates">
    ${h(DateField, { form, name: "day", label: t("absences.declare.day"), min, required: true })}
    ${h(TextField, { form, name: "start", type: "time", label: t("absences.declare.start"), size: "short", required: true })}
    ${h(TextField, { form, name: "end", type: "time", label: t("absences.declare.end"), size: "short", required: true })}
  </div>`;
}

/** @param {Student[]} own @param {number | undefined} student @param {(absence: Absence) => void} onDone */
function useDeclaring(own, student, onDone) {
  const today = dateAt();
  const isOffice = decides();
  const first = own.find(({ id }) => id === student)?.id ?? (own.length === 1 ? own[0].id : "");
  return useForm({
    initial: {
      student: /** @type {Student | number | string | null} */ (isOffice ? null : first),
      kind: /** @type {"days" | "hours"} */ ("days"),
      from: today,
      to: "",
      day: today,
      start: "",
      end: "",
      reason: "",
    },
    send: async (values) => {
      const who = values.student !== null && typeof values.student === "object" ? values.student.id : values.student;
      check(values, who, isOffice || own.length > 1);
      const body = { ...sentOf(values, zone.peek()), student: who || profile.peek()?.user.id, reason: values.reason.trim() };
      return /** @type {Promise<Absence>} */ (post("/api/absences/", body).catch((error) => atItsField(error, values.kind)));
    },
    done: onDone,
  });
}

/** @param {import("./absence_span.js").Typed} values @param {unknown} who @param {boolean} mustChoose */
function check(values, who, mustChoose) {
  const errors = Object.fromEntries(Object.entries(problemsOf(values)).map(([field, problem]) => [field, [t(`absences.problem.${problem}`)]]));
  if (mustChoose && !who) errors.student = [t("absences.problem.student")];
  if (Object.keys(errors).length) throw new ApiError(400, { code: "invalid", message: t("absences.problem.form"), errors });
}

/** The API speaks of `from` and `to`; of hours the fields have other names. @param {any} error @param {"days" | "hours"} kind */
function atItsField(error, kind) {
  if (error instanceof ApiError && kind === "hours") {
    const { from, to, ...others } = error.errors;
    error.errors = { ...others, ...(from && { day: from }), ...(to && { end: to }) };
  }
  throw error;
}
