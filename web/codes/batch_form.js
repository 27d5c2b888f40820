import { post } from "../api.js";
import { Form } from "../components/form.js";
import { Section } from "../components/section.js";
import { TextField } from "../components/text_field.js";
import { useForm } from "../forms.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { MinutesChoice } from "../seats/minutes_choice.js";
import { SLIPS_ON_SHEET } from "./slip_sheet.js";

const MOST = 200;
const BLANK = { count: "20", minutes: 60, label: "" };

/** Codes for guests, made before they come. @param {{ onMade: (batch: import("./shapes.js").WholeBatch) => void }} props */
export function BatchForm({ onMade }) {
  const form = useForm({
    initial: BLANK,
    send: ({ count, minutes, label }) => /** @type {Promise<import("./shapes.js").WholeBatch>} */ (post("/api/code-batches/", { count: Number(count), minutes, label: label.trim() })),
    done: (batch) => {
      form.reset(BLANK);
      onMade(batch);
    },
  });
  const count = Number(form.values.value.count);
  const sheets = Math.ceil(count / SLIPS_ON_SHEET);
  return h(
    Section,
    { title: t("codes.new.title"), text: t("codes.new.text"), card: true },
    h(
      Form,
      { form, submit: count > 0 ? t("codes.new.submit", { count }) : t("codes.new.submit_none"), disabled: !(count >= 1 && count <= MOST) },
      h(TextField, {
        form,
        name: "count",
        label: t("codes.count"),
        type: "number",
        inputmode: "numeric",
        min: 1,
        max: MOST,
        size: "short",
        hint: count >= 1 && count <= MOST ? t("codes.count.sheets", { count: sheets }) : t("codes.count.hint", { most: MOST }),
      }),
      h(MinutesChoice, { form, name: "minutes", label: t("codes.minutes"), other: t("codes.minutes.other") }),
      h(TextField, { form, name: "label", label: t("codes.label"), hint: t("codes.label.hint"), required: false, maxlength: 100, autocomplete: "off" }),
    ),
    html`<p class="soft small">${t("codes.new.note")}</p>`,
  );
}
