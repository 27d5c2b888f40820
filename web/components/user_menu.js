import { h, html, useState } from "../h.js";
import { apiUrl } from "../api.js";
import { t } from "../i18n.js";
import { leave } from "../leaving.js";
import { href } from "../router.js";
import { profile } from "../session.js";
import { Avatar } from "./avatar.js";
import { Icon } from "./icon.js";
import { Popup } from "./popup.js";
import { Preferences } from "./preferences.js";
import { Spinner } from "./spinner.js";

/** @typedef {import("./icon_shapes.js").IconName} IconName */

/** Who is logged in, and what is theirs: profile, security, language, theme, the way out. */
export function UserMenu() {
  const [isLeaving, setLeaving] = useState(false);
  const person = profile.value;
  if (!person) return html`<div class="user user-waiting" aria-hidden="true"><span class="bone bone-round"></span></div>`;
  const { user } = person;
  const name = `${user.first_name} ${user.last_name}`.trim() || user.email || user.username || "";
  const role = t(`core.role.${person.user_type}`);
  const goOut = () => {
    setLeaving(true);
    leave().finally(() => setLeaving(false));
  };
  const who = html`<span class="user-words">
    <span class="user-name cut">${name}</span>${" "}
    <span class="user-role cut">${role}</span>${" "}
  </span>`;
  return h(Popup, {
    label: t("core.shell.mine"),
    look: "user",
    button: [
      h(Avatar, { user, size: "small" }),
      who,
      html`<span class="unseen">${t("core.shell.mine")}</span>`,
      h(Icon, { name: "chevron_up", size: 16 }),
    ],
    panelLook: "popup-user",
  }, html`
    <div class="popup-head">${h(Avatar, { user })}
      <div class="user-words">
        <span class="user-name">${name}</span>
        <span class="user-role">${user.email ?? user.username ?? role}</span>
      </div>
    </div>
    <ul class="popup-list">
      <li>${entry("person", t("core.nav.profile"), href("/profile"))}</li>
      <li>${entry("shield", t("core.nav.security"), href("/security"))}</li>
      ${(user.is_staff || user.is_superuser) && html`<li>${entry("settings", t("core.shell.back_office"), apiUrl("/admin/"), "external")}</li>`}
    </ul>
    ${h(Preferences, {})}
    <ul class="popup-list">
      <li><button type="button" class="popup-entry" onClick=${goOut} disabled=${isLeaving}>
        ${isLeaving ? h(Spinner, { size: 20 }) : h(Icon, { name: "log_out" })}<span>${t("core.shell.log_out")}</span>
      </button></li>
    </ul>`);
}

/**
 * @param {IconName} icon
 * @param {string} label
 * @param {string} address
 * @param {IconName} [after]
 */
function entry(icon, label, address, after) {
  return html`<a class="popup-entry" href=${address}>
    ${h(Icon, { name: icon })}<span>${label}</span>${after && h(Icon, { name: after, size: 16 })}
  </a>`;
}
