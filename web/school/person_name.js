import { Avatar } from "../components/avatar.js";
import { h, html } from "../h.js";
import { Link } from "../router.js";

/**
 * A person with their initials, and what is to be said of them.
 * @param {{
 *   person: { id: number, name: string },
 *   note?: import("../h.js").Children,
 *   to?: string,
 *   size?: "small" | "normal",
 * }} props
 */
export function PersonName({ person, note, to, size = "small" }) {
  const name = to ? h(Link, { to }, person.name) : person.name;
  return html`<span class="person-name">
    ${h(Avatar, { user: splitName(person), size })}
    <span class="person-name-words">
      <span class="person-name-itself">${name}</span>
      ${note && html`<span class="soft small">${note}</span>`}
    </span>
  </span>`;
}

/** The school's answers hold a name as it is read; its first and last words give the initials. @param {{ id: number, name: string }} person */
function splitName({ id, name }) {
  const words = name.trim().split(/\s+/);
  return { id, first_name: words[0] ?? "", last_name: words.length > 1 ? words[words.length - 1] : "" };
}
