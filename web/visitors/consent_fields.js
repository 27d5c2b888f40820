// Who agrees: the visitor, or whoever has parental authority when they are younger than fifteen.

import { ApiError } from "../api_error.js";
import { Failure } from "../components/failure.js";
import { Loading } from "../components/loading.js";
import { Notice } from "../components/notice.js";
import { FieldGroup } from "../components/field.js";
import { TextField } from "../components/text_field.js";
import { h, html, useId } from "../h.js";
import { t } from "../i18n.js";
import { ConsentText } from "./consent_text.js";

/** @typedef {import("./shapes.js").GivenBy} GivenBy */

export const CONSENT_VALUES = { given_by: /** @type {GivenBy | ""} */ (""), guardian_name: "" };

/**
 * What is sent of it. @param {{ given_by: GivenBy | "", guardian_name: string }} values
 * @param {import("./shapes.js").ConsentText | null | undefined} text
 */
export function consentBody({ given_by, guardian_name }, text) {
  if (!given_by || !text) return undefined;
  return { text_version: text.version, given_by, ...(given_by === "guardian" && { guardian_name }) };
}

/** Where somebody is registered the API says "consent.guardian_name". @param {unknown} error the same one, its problems named as the fields are */
export function atConsentFields(error) {
  if (error instanceof ApiError) error.errors = Object.fromEntries(Object.entries(error.errors).map(([name, sentences]) => [name.replace(/^consent\./, ""), sentences]));
  return error;
}

/**
 * @param {{ form: import("../components/field.js").FieldForm, load: ReturnType<typeof import("./consent_text.js").useConsentText>,
 *   isMinor: boolean, canWait?: boolean }} props
 *  `canWait`: registering without it is possible
 */
export function ConsentFields({ form, load, isMinor, canWait = false }) {
  if (!load.data) return load.error ? h(Failure, { error: load.error, retry: load.reload, small: true }) : h(Loading, {});
  const { text } = load.data;
  if (!text) return h(Notice, { tone: "warning", title: t("visitors.consent.no_text") }, t("visitors.consent.no_text_how"));
  const values = form.values.value;
  /** @type {{ value: GivenBy | "", label: string, hint?: string, isOff?: boolean }[]} */
  const options = [
    { value: "self", label: t("visitors.consent.self"), hint: isMinor ? t("visitors.consent.too_young") : undefined, isOff: isMinor },
    { value: "guardian", label: t("visitors.consent.guardian"), hint: t("visitors.consent.guardian_hint") },
  ];
  if (canWait) options.push({ value: "", label: t("visitors.consent.later"), hint: t("visitors.consent.later_hint") });
  const errors = [...form.errors("given_by"), ...form.errors("text_version")];
  return html`${h(ConsentText, { text })} ${h(GivenByChoice, { value: values.given_by, options, errors, onPick: (value) => form.set("given_by", value) })}
    ${values.given_by === "guardian" &&
    h(TextField, {
      form,
      name: "guardian_name",
      label: t("visitors.consent.guardian_name"),
      required: true,
      autocomplete: "off",
      maxlength: 150,
    })}`;
}

/**
 * @param {{ value: string, options: { value: GivenBy | "", label: string, hint?: string, isOff?: boolean }[], errors: string[],
 *   onPick: (value: GivenBy | "") => void }} props
 */
function GivenByChoice({ value, options, errors, onPick }) {
  const id = useId();
  return h(FieldGroup, { id, label: t("visitors.consent.who"), errors }, html`<div class="consent-choice">
    ${options.map((option) => html`<label key=${option.value} class=${`consent-option${option.isOff ? " is-off" : ""}`}>
      <input type="radio" class="check-dot" name=${id} checked=${option.value === value} disabled=${option.isOff} onChange=${() => onPick(option.value)} />
      <span class="consent-words"><span>${option.label}</span>${option.hint && html`<span class="soft small">${option.hint}</span>`}</span>
    </label>`)}
  </div>`);
}
