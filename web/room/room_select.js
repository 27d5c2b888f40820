import { Icon } from "../components/icon.js";
import { h, html } from "../h.js";

/** @param {{ label: string, options: { value: string, label: string }[], value: string, onPick: (id: string) => void }} props */
export function RoomSelect({ label, options, value, onPick }) {
  return html`<div class="control control-select control-short">
    <select aria-label=${label} value=${value} onChange=${(/** @type {{ currentTarget: HTMLSelectElement }} */ event) => onPick(event.currentTarget.value)}>
      ${options.map((one) => html`<option key=${one.value} value=${one.value}>${one.label}</option>`)}
    </select>
    ${h(Icon, { name: "chevron_down", size: 18 })}
  </div>`;
}
