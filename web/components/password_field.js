import { h, html, useEffect, useState } from "../h.js";
import { t } from "../i18n.js";
import { IconButton } from "./button.js";
import { Field, useField } from "./field.js";

/**
 * A password, which can be looked at; with `meter` it says what a new one still lacks.
 * @param {import("./field.js").FieldProps & {
 *   autocomplete?: "current-password" | "new-password",
 *   meter?: boolean,
 *   person?: string[],
 *   aside?: import("../h.js").Children,
 * }} props
 */
export function PasswordField(props) {
  const { form, name, label, hint, required, meter = false, person = [], aside } = props;
  const { autocomplete = meter ? "new-password" : "current-password" } = props;
  const { id, errors, control, value, attributes } = useField(props);
  const [isShown, setShown] = useState(false);
  const [isCapital, setCapital] = useState(false);
  const Meter = useMeter(meter);
  const password = String(value ?? "");
  const watch = (/** @type {KeyboardEvent} */ event) => setCapital(event.getModifierState?.("CapsLock") ?? false);
  return html`<div class="stack-s">
    ${h(Field, { id, label, hint, errors, required, aside }, html`<div class="control">
      <input ...${attributes} ref=${control} type=${isShown ? "text" : "password"} value=${password}
        autocomplete=${autocomplete} autocapitalize="none" autocorrect="off" spellcheck=${false} maxlength="256"
        onKeyDown=${watch} onKeyUp=${watch} onBlur=${() => setCapital(false)}
        onInput=${(/** @type {{ currentTarget: HTMLInputElement }} */ event) => form.set(name, event.currentTarget.value)} />
      ${h(IconButton, {
        icon: isShown ? "eye_off" : "eye",
        label: t(isShown ? "core.field.password.hide" : "core.field.password.show"),
        small: true,
        aria: { "aria-pressed": isShown, "aria-controls": id },
        onClick: () => setShown(!isShown),
      })}
    </div>`)}
    ${isCapital && html`<p class="field-hint" role="status">${t("core.field.password.capitals")}</p>`}
    ${Meter && h(Meter, { password, person })}
  </div>`;
}

/**
 * The meter and its words come only where a new password is chosen, so that a log-in stays light.
 * @param {boolean} isWanted
 */
function useMeter(isWanted) {
  const [found, setFound] = useState(/** @type {{ Meter: typeof import("./strength_meter.js").StrengthMeter } | null} */ (null));
  useEffect(() => {
    // Without it the place still says what is wrong.
    if (isWanted) import("./strength_meter.js").then(({ StrengthMeter }) => setFound({ Meter: StrengthMeter }), () => {});
  }, [isWanted]);
  return found?.Meter;
}
