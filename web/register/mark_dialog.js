import { Button } from "../components/button.js";
import { Dialog } from "../components/dialog.js";
import { Icon } from "../components/icon.js";
import { TextArea } from "../components/text_area.js";
import { TextField } from "../components/text_field.js";
import { useForm } from "../forms.js";
import { Fragment, h, html, useId } from "../h.js";
import { formatTime, t } from "../i18n.js";
import { attendanceInWords, ATTENDANCE_LOOKS, ATTENDANCE_STATUSES } from "../school/status_mark.js";
import { say } from "./acts.js";
import { MarkHistory } from "./mark_history.js";
import { minutesAtFirst } from "./marks.js";

/** @typedef {import("./marks.js").Item} Item */
/** @typedef {import("./shapes.js").Status} Status */
/** @typedef {import("./shapes.js").Lesson} Lesson */

/**
 * Everything that can be said of one student, and who has said what.
 * @param {{ item: Item, lesson: Lesson, isLocked: boolean, onClose: () => void }} props
 */
export function MarkDialog({ item, lesson, isLocked, onClose }) {
  const { mark, standing } = item;
  const form = useForm({
    initial: {
      status: /** @type {Status} */ (standing.status ?? mark.voices.student ?? "present"),
      minutes: standing.minutes ? String(standing.minutes) : "",
      note: standing.note,
    },
    send: async ({ status, minutes, note }) => {
      const typed = Math.min(1440, Math.max(0, Math.round(Number(minutes)) || 0));
      say(lesson, mark.student, { status, minutes: typed || minutesAtFirst(status, lesson, Date.now()), note: note.trim() });
    },
    done: onClose,
  });
  const { status } = form.values.value;
  /** @param {Status} picked */
  const choose = (picked) => {
    form.set("status", picked);
    const first = minutesAtFirst(picked, lesson, Date.now());
    if (picked !== standing.status) form.set("minutes", first ? String(first) : "");
  };
  const id = useId();
  const actions = !isLocked && h(Button, { tone: "primary", type: "submit", form: id }, t("register.details.save"));
  return h(
    Dialog,
    { open: true, title: mark.name, onClose, actions, isSticky: form.isDirty, focus: isLocked ? "title" : "field" },
    h(Voices, { mark }),
    !isLocked && html`<form id=${id} class="stack" noValidate onSubmit=${form.submit}>
      ${h(StatusChoice, { value: status, onPick: choose })}
      ${(status === "late" || status === "left_early") &&
      h(TextField, {
        form,
        name: "minutes",
        label: t(status === "late" ? "register.details.minutes_late" : "register.details.minutes_left"),
        type: "number",
        inputmode: "numeric",
        min: 1,
        max: 1440,
        size: "short",
      })}
      ${h(TextArea, { form, name: "note", label: t("register.details.note"), hint: t("register.details.note_hint"), rows: 2, maxlength: 1000 })}
    </form>`,
    isLocked && standing.note && html`<p>${standing.note}</p>`,
    h(MarkHistory, { lesson: lesson.id, student: mark.student }),
  );
}

/** @param {{ value: Status, onPick: (status: Status) => void }} props */
function StatusChoice({ value, onPick }) {
  const name = useId();
  return html`<fieldset>
    <legend class="field-label">${t("register.details.status")}</legend>
    <div class="roll-choice">
      ${ATTENDANCE_STATUSES.map((status) => html`<label key=${status} class=${`roll-option roll-is-${status}`}>
        <input type="radio" name=${name} value=${status} checked=${status === value} onChange=${() => onPick(status)} />
        ${h(Icon, { name: ATTENDANCE_LOOKS[status].icon ?? "check", size: 18 })}
        <span>${t(`school.status.${status}`)}</span>
      </label>`)}
    </div>
  </fieldset>`;
}

/** Where several have spoken. @param {{ mark: import("./shapes.js").Mark }} props */
function Voices({ mark: { voices, claim } }) {
  /** @type {[import("../i18n.js").Key, Status | null][]} */
  const all = [
    ["register.details.voice.office", voices.office],
    ["register.details.voice.professor", voices.professor],
    [voices.confirmed ? "register.details.voice.student" : "register.details.voice.student_doubtful", voices.student],
  ];
  const said = all.flatMap(([key, status]) => (status ? [{ key, status }] : []));
  if (said.length === 0 && !claim) return null;
  return h(Fragment, {}, html`<dl class="facts roll-voices" aria-label=${t("register.details.voices")}>
    ${said.map(({ key, status }) => html`<div key=${key}><dt>${t(key)}</dt><dd>${attendanceInWords(status)}</dd></div>`)}
    ${claim && html`<div><dt>${t("register.details.claim")}</dt><dd>${t(`register.claim.${claim.decision}`, { time: formatTime(claim.at) })}</dd></div>`}
  </dl>`);
}
