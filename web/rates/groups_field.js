// Several groups of a tree. Whoever is in a group is in those that it is within, so that picking one picks all within it.

import { FieldGroup, useField } from "../components/field.js";
import { SearchBox } from "../components/search_box.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { coveredBy, inTree } from "./group_tree.js";
import { fold } from "./sums.js";

/** @typedef {import("./shapes.js").Group} Group */

/** More than so many are searched rather than read. */
const READ_AT_ONCE = 12;

/** @param {import("../components/field.js").FieldProps & { groups: readonly Group[] }} props */
export function GroupsField(props) {
  const { form, name, label, hint, required, groups } = props;
  const { id, errors, control, value } = useField(props);
  const [search, setSearch] = useState("");
  const picked = /** @type {number[]} */ (value);
  const covered = coveredBy(groups, picked);
  const found = inTree(groups).filter(({ group }) => !search || fold(group.name).includes(fold(search)));
  const toggle = (/** @type {Group} */ { id: one }) => {
    const next = picked.includes(one) ? picked.filter((other) => other !== one) : [...picked, one];
    // What lies within one that is picked is said once.
    const inside = coveredBy(groups, next);
    form.set(name, next.filter((other) => !inside.has(other)));
  };
  return h(
    FieldGroup,
    { id, label, hint, errors, required },
    html`<div class="groups-field" ref=${control} tabindex="-1">
      ${groups.length > READ_AT_ONCE && h(SearchBox, { value: search, label: t("rates.message.search"), onSearch: setSearch })}
      <ul class="groups-list" role="list">
        ${found.map(
          ({ group, depth }) => html`<li key=${group.id} class=${`groups-depth-${search ? 0 : Math.min(depth, 4)}`}>
            ${covered.has(group.id)
              ? html`<label class="check is-covered">
                  <input type="checkbox" class="check-box" checked disabled /><span>${group.name} <span class="soft small">${t("rates.message.covered")}</span></span>
                </label>`
              : html`<label class="check">
                  <input type="checkbox" class="check-box" name=${name} checked=${picked.includes(group.id)} aria-invalid=${errors.length ? "true" : undefined} onChange=${() => toggle(group)} />
                  <span class="check-text">${group.name}</span>
                </label>`}
          </li>`,
        )}
        ${found.length === 0 && html`<li class="soft small">${t("rates.none_found")}</li>`}
      </ul>
    </div>`,
  );
}
