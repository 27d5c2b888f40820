// A field that holds one visitor, for the forms of several pages, which bring their own words.

import { get } from "../api.js";
import { Avatar } from "../components/avatar.js";
import { IconButton } from "../components/button.js";
import { h, html, useId } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { VisitorSearch } from "../seats/visitor_search.js";

/** @typedef {import("../seats/shapes.js").FoundVisitor} FoundVisitor */

/** @param {{ first_name: string, last_name: string }} visitor */
export const visitorName = ({ first_name, last_name }) => `${first_name} ${last_name}`.trim();

/** The colour of whoever has no picture goes by their person. @param {{ user?: number, first_name: string, last_name: string, photo?: string | null }} visitor */
export const picturedVisitor = ({ user, first_name, last_name, photo }) => ({ id: user, first_name, last_name, photo });

/**
 * @param {{ label: string, clear: string, isOptional?: boolean, picked: FoundVisitor | null, errors?: string[], onPick: (visitor: FoundVisitor | null) => void }} props
 *   `clear`: of the button that takes the choice back
 */
export function VisitorField({ label, clear, isOptional = false, picked, errors = [], onPick }) {
  const id = useId();
  return html`<div class=${`field${errors.length ? " field-wrong" : ""}`}>
    <div class="field-top">${picked ? html`<span class="field-label">${label}</span>` : html`<label class="field-label" for=${id}>${label}${isOptional && html` <span class="field-optional">${t("core.field.optional")}</span>`}</label>`}</div>
    ${picked
      ? html`<div class="visitor-picked">
          ${h(Avatar, { user: picturedVisitor(picked), size: "small" })}
          <span class="visitor-picked-name"><span class="cut">${visitorName(picked)}</span>${picked.category_name && html`<span class="soft small cut">${picked.category_name}</span>`}</span>
          ${h(IconButton, { icon: "cross", small: true, label: clear, onClick: () => onPick(null) })}
        </div>`
      : h(VisitorSearch, { id, label, isLabelled: true, isWrong: errors.length > 0, described: errors.length ? `${id}-errors` : undefined, onPick })}
    ${errors.length > 0 && html`<div class="field-errors" id=${`${id}-errors`}>${errors.map((error) => html`<p key=${error}>${error}</p>`)}</div>`}
  </div>`;
}

/** The visitor whom an address names, once they are known; null without one, or when there is none. @param {string} id */
export function useNamedVisitor(id) {
  const load = useLoad(
    async (signal) => (/^\d{1,15}$/.test(id) ? /** @type {FoundVisitor} */ (await get(`/api/visitors/${id}/`, undefined, { signal })) : null),
    [id],
  );
  return load.data ?? null;
}
