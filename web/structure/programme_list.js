import { Button, IconButton } from "../components/button.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { minutesInWords } from "../school/lesson_when.js";

/** @typedef {import("./records.js").Opened} Opened */

/**
 * Each programme with the modules that are taught in it this year.
 * @param {{ structure: import("./shapes.js").Structure, hasYear: boolean, onOpen: (opened: Opened) => void }} props
 */
export function ProgrammeList({ structure: { programmes, taught }, hasYear, onOpen }) {
  return html`<ul class="programmes" role="list">
    ${programmes.map((programme) => {
      const own = taught.filter((one) => one.programme === programme.id).sort((a, b) => a.module_name.localeCompare(b.module_name));
      const minutes = own.reduce((all, one) => all + one.planned_minutes, 0);
      return html`<li key=${programme.id} class="programme">
        <div class="programme-head">
          <div class="row-main">
            <h3 class="row-title">${programme.name}</h3>
            <p class="soft small">${programme.code}${own.length > 0 && ` · ${t("structure.modules_of", { count: own.length, hours: minutesInWords(minutes) })}`}</p>
          </div>
          ${h(IconButton, { icon: "edit", small: true, label: t("structure.change_of", { name: programme.name }), onClick: () => onOpen({ kind: "programme", record: programme }) })}
        </div>
        ${own.length > 0 &&
        html`<ul class="taught" role="list">
          ${own.map(
            (one) => html`<li key=${one.id}>
              <button type="button" class="taught-one" onClick=${() => onOpen({ kind: "taught", record: one })}>
                <span>${one.module_name}</span><span class="soft small figures">${minutesInWords(one.planned_minutes)}</span>
              </button>
            </li>`,
          )}
        </ul>`}
        ${hasYear && h(Button, { small: true, tone: "plain", icon: "plus", label: t("structure.taught.new_in", { name: programme.name }), onClick: () => onOpen({ kind: "taught", record: null, programme: programme.id }) }, t("structure.taught.new"))}
      </li>`;
    })}
  </ul>`;
}
