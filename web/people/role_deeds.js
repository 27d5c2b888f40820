// Giving a role and taking it away: asks, acts and tells.

import { del, post } from "../api.js";
import { confirm } from "../components/confirm.js";
import { t } from "../i18n.js";
import { toast } from "../toasts.js";
import { roleNamed } from "./kinds.js";
import { fullName, roleLabel, rolesOf } from "./person.js";

/** @typedef {import("./person.js").Account} Account */

/**
 * @param {Account} account
 * @param {string} role
 * @returns {Promise<boolean>} whether it was done
 */
export async function giveRole(account, role) {
  const names = { role: roleLabel(role), name: fullName(account) };
  const isUnproven = account.email !== null && !account.email_verified;
  const isSure = await confirm({
    title: t("people.roles.giveTitle", names),
    text: isUnproven ? t("people.roles.giveUnproven") : t("people.roles.giveText"),
    action: t("people.roles.give"),
  });
  if (!isSure) return false;
  await post(`/api/users/${account.id}/roles/`, { role });
  toast(t("people.roles.given", names), { tone: "good" });
  return true;
}

/**
 * @param {Account} account
 * @param {string} role
 * @returns {Promise<boolean>} whether it was done
 */
export async function takeRole(account, role) {
  const names = { role: roleLabel(role), name: fullName(account) };
  const isSure = await confirm({
    title: t("people.roles.takeTitle", names),
    text: rolesOf(account).length === 1 ? t("people.roles.takeLast") : takeText(role),
    action: t("people.roles.take"),
    danger: true,
  });
  if (!isSure) return false;
  await del(`/api/users/${account.id}/roles/${role}/`);
  toast(t("people.roles.taken", names), { tone: "good" });
  return true;
}

/** What goes along. @param {string} role */
function takeText(role) {
  const name = roleNamed(role);
  return name ? t(`people.roles.takeText.${name}`) : t("people.roles.takeText.CLIENT");
}
