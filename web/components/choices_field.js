import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { FieldGroup, useField } from "./field.js";
import { Icon } from "./icon.js";

/** @typedef {{ value: string | number, label: string, hint?: string }} Choice */

/** More than so many are searched rather than read. */
const READ_AT_ONCE = 10;

/**
 * Several of many. The value of the form is the list of the values picked, in the order of the options.
 * @param {import("./field.js").FieldProps & { options: Choice[], empty?: string }} props
 */
export function ChoicesField(props) {
  const { form, name, label, hint, required, options, empty } = props;
  const { id, errors, control, value } = useField(props);
  const [search, setSearch] = useState("");
  const picked = new Set(/** @type {(string | number)[]} */ (value ?? []));
  const isLong = options.length > READ_AT_ONCE;
  const shown = isLong ? options.filter((option) => fold(option.label).includes(fold(search))) : options;
  const toggle = (/** @type {Choice} */ option) => {
    if (!picked.delete(option.value)) picked.add(option.value);
    form.set(name, options.map((other) => other.value).filter((other) => picked.has(other)));
  };

  return h(FieldGroup, { id, label, hint, errors, required }, html`<div class="choices">
    ${isLong && html`<div class="choices-top">
      <div class="control">
        ${h(Icon, { name: "search", size: 18 })}
        <input type="search" value=${search} aria-label=${t("core.field.choices.search", { label })}
          placeholder=${t("core.field.choices.placeholder")} ref=${control}
          onInput=${(/** @type {{ currentTarget: HTMLInputElement }} */ event) => setSearch(event.currentTarget.value)} />
      </div>
      <span class="soft small figures" role="status">${t("core.field.choices.count", { count: picked.size })}</span>
    </div>`}
    <div class=${`choices-list${isLong ? " choices-list-long" : ""}`}>
      ${shown.map((option, index) => html`<label class="check" key=${option.value}>
        <input type="checkbox" class="check-box" name=${name} checked=${picked.has(option.value)}
          ref=${!isLong && index === 0 ? control : undefined} aria-invalid=${errors.length ? "true" : undefined}
          onChange=${() => toggle(option)} disabled=${props.disabled} />
        <span class="check-text">${option.label}${option.hint && html` <span class="soft small">${option.hint}</span>`}</span>
      </label>`)}
      ${shown.length === 0 && html`<p class="choices-empty soft small">${search ? t("core.field.choices.none") : (empty ?? t("core.field.choices.empty"))}</p>`}
    </div>
  </div>`);
}

/** @param {string} text without case and accents */
function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
