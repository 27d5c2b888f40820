// Phone and language, one's own to change; name and date of birth, kept by the staff.

import { ApiError, get, patch } from "../api.js";
import { Card } from "../components/card.js";
import { Form } from "../components/form.js";
import { Section } from "../components/section.js";
import { SelectField } from "../components/select_field.js";
import { TextField } from "../components/text_field.js";
import { useForm } from "../forms.js";
import { h, html, useEffect, useRef, useSignal } from "../h.js";
import { formatDate, lang, parseLang, setLang, t } from "../i18n.js";
import { me } from "../session.js";
import { toast } from "../toasts.js";
import { adoptMyData } from "./my_data.js";

/** @typedef {import("./my_data.js").MyData} MyData */

/** Languages call themselves by their own name, whatever the page speaks. */
const LANGUAGE_OPTIONS = [
  { value: "fr", label: "Français" },
  { value: "en", label: "English" },
];

/** @param {{ mine: MyData }} props */
export function ContactDetails({ mine }) {
  const { form, isOvertaken } = useDetailsForm(mine);
  return h(
    Section,
    {
      layout: "beside",
      id: "details",
      title: t("account.details.title"),
      text: t("account.details.kept_by_staff"),
    },
    h(
      Card,
      { class: "stack" },
      h(Kept, { mine }),
      h(
        Form,
        { form, submit: t("account.details.save") },
        h(TextField, {
          form,
          name: "phone",
          label: t("account.details.phone"),
          hint: isOvertaken ? presentPhone(mine) : t("account.details.phone_hint"),
          type: "tel",
          autocomplete: "tel",
          inputmode: "tel",
        }),
        h(SelectField, {
          form,
          name: "lang",
          label: t("account.details.language"),
          hint: t("account.details.language_hint"),
          options: LANGUAGE_OPTIONS,
        }),
      ),
    ),
  );
}

/**
 * What is typed is sent with the version that it was typed against. When somebody else was faster, what they wrote is
 * shown below what was typed, and the next press of the button is against theirs.
 * @param {MyData} mine
 */
function useDetailsForm(mine) {
  const isOvertaken = useSignal(false);
  const version = useRef(mine.row_version);
  const form = useForm({
    initial: valuesOf(mine),
    send: async ({ phone, lang: language }) => {
      try {
        return await patch("/api/me/", { phone, lang: language, row_version: version.current });
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 409) throw error;
        const now = await get("/api/me/");
        [version.current, isOvertaken.value, me.value] = [now.row_version, true, now];
        throw new ApiError(409, { code: error.code, message: t("account.details.conflict") });
      }
    },
    done: async (answer) => {
      const changed = /** @type {MyData} */ (answer);
      const language = parseLang(changed.lang);
      [version.current, isOvertaken.value] = [changed.row_version, false];
      form.reset(valuesOf(changed));
      await adoptMyData(changed);
      if (language && language !== lang.peek()) await setLang(language);
      toast(t("account.details.saved"));
    },
  });
  useEffect(() => {
    if (!isOvertaken.peek()) follow(form, mine, version);
  }, [mine.row_version, mine.lang]);
  return { form, isOvertaken: isOvertaken.value };
}

/**
 * The record was read again, or its language was switched at the top of the page: what was not touched here follows.
 * @param {import("../forms.js").Form<ReturnType<typeof valuesOf>, any>} form
 * @param {MyData} mine
 * @param {{ current: number }} version
 */
function follow(form, mine, version) {
  const now = valuesOf(mine);
  const [typed, before] = [form.values.peek(), form.kept];
  // Two phones for one person: kept apart by the old version, so that the server says so.
  if (typed.phone !== before.phone && now.phone !== before.phone) return;
  version.current = mine.row_version;
  form.reset(now);
  if (typed.phone !== before.phone) form.set("phone", typed.phone);
  if (typed.lang !== before.lang) form.set("lang", typed.lang);
}

/** @param {MyData} mine */
function valuesOf(mine) {
  return { phone: mine.phone, lang: mine.lang ?? lang.value };
}

/** @param {{ mine: MyData }} props */
function Kept({ mine }) {
  return html`<dl class="own-facts">
    <div>
      <dt>${t("account.details.name")}</dt>
      <dd>${mine.first_name} ${mine.last_name}</dd>
    </div>
    ${mine.birth_date
      ? html`<div>
          <dt>${t("account.details.birth_date")}</dt>
          <dd>${formatDate(mine.birth_date, "long")}</dd>
        </div>`
      : null}
  </dl>`;
}

/** @param {MyData} mine */
function presentPhone(mine) {
  return mine.phone ? t("account.details.now_phone", { phone: mine.phone }) : t("account.details.now_no_phone");
}
