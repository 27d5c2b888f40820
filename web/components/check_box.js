import { html, useLayoutEffect, useRef } from "../h.js";

/**
 * The box that chooses a row, or all of them: mixed when only some are.
 * @param {{ label: string, isChecked: boolean, isMixed?: boolean, isLabelSeen?: boolean, onChange: () => void }} props
 */
export function CheckBox({ label, isChecked, isMixed = false, isLabelSeen, onChange }) {
  const box = useRef(/** @type {HTMLInputElement | null} */ (null));
  useLayoutEffect(() => {
    if (box.current) box.current.indeterminate = isMixed;
  }, [isMixed]);
  return html`<label class=${isLabelSeen ? "check" : "check row-check"}>
    <input ref=${box} type="checkbox" class="check-box" checked=${isChecked} onChange=${onChange} />
    <span class=${isLabelSeen ? "" : "unseen"} aria-live=${isLabelSeen ? "polite" : undefined}>${label}</span>
  </label>`;
}
