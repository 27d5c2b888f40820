import { h, html, useRef, useState } from "../h.js";
import { Field, useField } from "./field.js";

/**
 * Six digits, typed, pasted or filled in by the telephone: one field that looks like six cells, so that nothing of this
 * has to be built anew. `onComplete` runs when the last digit is there.
 * @param {import("./field.js").FieldProps & { length?: number, onComplete?: (code: string) => void }} props
 */
export function CodeInput(props) {
  const { form, name, label, hint, length = 6, onComplete } = props;
  const { id, errors, control, value, attributes } = useField(props);
  const [hasFocus, setFocus] = useState(false);
  const completed = useRef("");
  const digits = String(value ?? "");
  /** @param {Event} event */
  const onInput = (event) => {
    const input = /** @type {HTMLInputElement} */ (event.currentTarget);
    const typed = input.value.replace(/\D/g, "").slice(0, length);
    // "123 456" of a mail is pasted with its space; what is refused must go from the field as well.
    input.value = typed;
    form.set(name, typed);
    if (typed.length < length) completed.current = "";
    else if (typed !== completed.current) {
      completed.current = typed;
      onComplete?.(typed);
    }
  };
  return h(
    Field,
    { id, label, hint, errors },
    html`<div class=${hasFocus ? "code has-focus" : "code"}>
      <input
        ...${attributes}
        ref=${control}
        class="code-input"
        type="text"
        inputmode="numeric"
        pattern="[0-9]*"
        autocomplete="one-time-code"
        enterkeyhint="done"
        spellcheck=${false}
        value=${digits}
        onInput=${onInput}
        onFocus=${() => setFocus(true)}
        onBlur=${() => setFocus(false)}
      />
      <span class="code-cells" aria-hidden="true">
        ${Array.from({ length }, (_, index) => {
          const isNext = hasFocus && index === Math.min(digits.length, length - 1);
          return html`<span key=${index} class=${isNext ? "code-cell is-next" : "code-cell"}>${digits[index] ?? ""}</span>`;
        })}
      </span>
    </div>`,
  );
}
