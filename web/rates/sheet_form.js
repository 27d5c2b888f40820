import { ApiError } from "../api_error.js";
import { DateField } from "../components/date_field.js";
import { Form } from "../components/form.js";
import { SelectField } from "../components/select_field.js";
import { useForm } from "../forms.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { dateAt } from "../school/lesson_when.js";
import { inTree } from "./group_tree.js";
import { openSheet } from "./open_sheet.js";

/** @typedef {{ id: number, name: string }} Room */

/** Which sheet is to be printed: the half-day of a group or of a room. @param {{ groups: readonly import("./shapes.js").Group[], rooms: readonly Room[], isMorning: boolean }} props */
export function SheetForm({ groups, rooms, isMorning }) {
  const form = useForm({
    initial: { whose: "", day: dateAt(), half: /** @type {"am" | "pm"} */ (isMorning ? "am" : "pm") },
    send: async ({ whose, day, half }) => {
      /** @type {Record<string, string[]>} */
      const errors = {};
      if (!whose) errors.whose = [t("rates.problem.whose")];
      if (!day) errors.day = [t("rates.problem.missing")];
      if (Object.keys(errors).length) throw new ApiError(400, { code: "invalid", message: t("rates.problem.form"), errors });
      const [kind, id] = whose.split(" ");
      const outcome = await openSheet(kind === "room" ? { room: Number(id), day, half } : { group: Number(id), day, half });
      if (outcome === "blocked") throw new ApiError(400, { code: "blocked", message: t("rates.sheet.blocked") });
    },
  });
  const options = [
    ...inTree(groups).map(({ group, depth }) => ({ value: `group ${group.id}`, label: `${"\u2003".repeat(depth)}${group.name}` })),
    ...rooms.map(({ id, name }) => ({ value: `room ${id}`, label: name })),
  ];
  return h(
    Form,
    { form, submit: t("rates.sheet.action") },
    html`<div class="rates-sheet">
      ${h(SelectField, { form, name: "whose", label: t("rates.sheet.whose"), placeholder: t("rates.sheet.choose"), options })}
      ${h(DateField, { form, name: "day", label: t("rates.sheet.date") })}
      ${h(SelectField, {
        form,
        name: "half",
        label: t("rates.sheet.half"),
        options: /** @type {("am" | "pm")[]} */ (["am", "pm"]).map((value) => ({ value, label: t(`rates.sheet.${value}`) })),
      })}
    </div>`,
  );
}
