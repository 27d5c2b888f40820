import { h, html, useId } from "../h.js";
import { Icon } from "./icon.js";

/**
 * One of two or three, all of them seen and taken at once.
 * @template {string} V
 * @param {object} props
 * @param {string} props.label
 * @param {{ value: V, label: string, icon?: import("./icon_shapes.js").IconName, lang?: string }[]} props.options
 * @param {V} props.value
 * @param {(value: V) => void} props.onPick
 * @param {boolean} [props.wide]
 * @param {boolean} [props.iconsOnly] the labels are read aloud only
 * @returns {import("../h.js").VNode}
 */
export function Segments({ label, options, value, onPick, wide = false, iconsOnly = false }) {
  const name = useId();
  return html`<div class=${`segments${wide ? " segments-wide" : ""}`} role="radiogroup" aria-label=${label}>
    ${options.map((option) => html`<label class="segment" key=${option.value} lang=${option.lang} title=${iconsOnly ? option.label : undefined}>
      <input type="radio" name=${name} value=${option.value} checked=${option.value === value}
        onChange=${() => onPick(option.value)} />
      ${option.icon && h(Icon, { name: option.icon, size: 16 })}
      <span class=${iconsOnly ? "unseen" : ""}>${option.label}</span>
    </label>`)}
  </div>`;
}
