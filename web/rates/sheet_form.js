import { ApiError } from "../api_error.js";
import { DateField } from "../components/date_field.js";
import { Form } from "../components/form.js";
import { SelectField } from "../components/select_field.js";
import { useForm } from "../forms.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { dateAt } from "../school/lesson_when.js";
import { openSheet } from "./open_sheet.js";

/** Which sheet is to be printed: a group's half-day. @param {{ groups: readonly import("./shapes.js").Group[], isMorning: boolean }} props */
export function SheetForm({ groups, isMorning }) {
  const form = useForm({
    initial: { group: /** @type {number | string} */ (""), date: dateAt(), half: /** @type {"am" | "pm"} */ (isMorning ? "am" : "pm") },
    send: async ({ group, date, half }) => {
      if (!group) throw new ApiError(400, { code: "invalid", message: t("rates.problem.form"), errors: { group: [t("rates.problem.group")] } });
      const outcome = await openSheet({ group: Number(group), day: date, half });
      if (outcome === "blocked") throw new ApiError(400, { code: "blocked", message: t("rates.sheet.blocked") });
    },
  });
  return h(
    Form,
    { form, submit: t("rates.sheet.action") },
    html`<div class="rates-sheet">
      ${h(SelectField, { form, name: "group", label: t("rates.by.group"), placeholder: t("rates.sheet.choose"), options: groups.map(({ id, name }) => ({ value: id, label: name })) })}
      ${h(DateField, { form, name: "date", label: t("rates.sheet.date") })}
      ${h(SelectField, {
        form,
        name: "half",
        label: t("rates.sheet.half"),
        options: /** @type {("am" | "pm")[]} */ (["am", "pm"]).map((value) => ({ value, label: t(`rates.sheet.${value}`) })),
      })}
    </div>`,
  );
}
