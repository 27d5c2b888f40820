// What those who keep the people may do to one account, each as one function that asks, acts and tells. `onSure` is
// called between the two: from then on it works.

import { del, get, patch, post } from "../api.js";
import { confirm } from "../components/confirm.js";
import { t } from "../i18n.js";
import { toast } from "../toasts.js";
import { fullName, roleLabel, rolesOf } from "./person.js";
import { saveFile } from "./save_file.js";

/** @typedef {import("./person.js").Account} Account */

/** A new first password, by mail. @param {Account} account @param {() => void} onSure */
export async function mailPassword(account, onSure) {
  const email = account.email ?? "";
  const isSure = await confirm({
    title: t("people.deeds.mail.title"),
    text: t("people.deeds.mail.text", { email }),
    action: t("people.deeds.mail.action"),
    danger: true,
  });
  if (!isSure) return;
  onSure();
  await post(`/api/users/${account.id}/password-mail/`, {});
  toast(t("people.deeds.mail.done", { email }), { tone: "good" });
}

/**
 * New first passwords, to be printed.
 * @param {number[]} users
 * @param {string} name of the only one
 * @param {() => void} [onSure]
 * @returns {Promise<import("./slip_dialog.js").Slip[]>} none when it was not wanted
 */
export async function printSlips(users, name, onSure = () => undefined) {
  const isSure = await confirm({
    title: t("people.deeds.slip.title", { count: users.length }),
    text: users.length === 1 ? t("people.deeds.slip.text", { name }) : t("people.deeds.slip.textSeveral"),
    action: t("people.deeds.slip.make"),
    danger: true,
  });
  if (!isSure) return [];
  onSure();
  return post("/api/users/password-slips/", { users });
}

/** @param {Account} account @param {() => void} onSure */
export async function endSessions(account, onSure) {
  const isSure = await confirm({
    title: t("people.deeds.sessions.title"),
    text: t("people.deeds.sessions.text", { name: fullName(account) }),
    action: t("people.deeds.sessions.action"),
  });
  if (!isSure) return;
  onSure();
  const answer = await post(`/api/users/${account.id}/sessions/end/`, {});
  toast(answer.message, { tone: "good" });
}

/** @param {Account} account @param {() => void} onSure */
export async function turnOffCodes(account, onSure) {
  const isSure = await confirm({
    title: t("people.deeds.codes.title"),
    text: t("people.deeds.codes.text", { name: fullName(account) }),
    action: t("people.deeds.codes.action"),
    danger: true,
  });
  if (!isSure) return;
  onSure();
  await del(`/api/users/${account.id}/otp/`);
  toast(t("people.deeds.codes.done"), { tone: "good" });
}

/** Everything that the place holds about the person, as a file. @param {Account} account @param {() => void} onSure */
export async function exportPerson(account, onSure) {
  onSure();
  const data = await get(`/api/users/${account.id}/export/`);
  const text = JSON.stringify(data, null, 2);
  saveFile(`${t("people.deeds.export.file")}-${account.id}.json`, text, "application/json");
  toast(t("people.deeds.export.done"), { tone: "good" });
}

/**
 * @param {Account} account
 * @param {() => void} onSure
 * @returns {Promise<boolean>} whether it was done
 */
export async function setActive(account, onSure) {
  const name = fullName(account);
  const isActive = !account.is_active;
  if (!isActive) {
    const isSure = await confirm({
      title: t("people.deeds.deactivate.title", { name }),
      text: t("people.deeds.deactivate.text"),
      action: t("people.deeds.deactivate.action"),
      danger: true,
    });
    if (!isSure) return false;
  }
  onSure();
  await patch(`/api/users/${account.id}/`, { is_active: isActive, row_version: account.row_version });
  toast(isActive ? t("people.deeds.activate.done", { name }) : t("people.deeds.deactivate.done", { name }), {
    tone: "good",
  });
  return true;
}

/**
 * Access to the administration, given or taken.
 * @param {Account} account
 * @param {() => void} onSure
 * @returns {Promise<boolean>} whether it was done
 */
export async function setStaff(account, onSure) {
  const name = fullName(account);
  const isStaff = !account.is_staff;
  const isSure = await confirm({
    title: isStaff ? t("people.deeds.promote.title", { name }) : t("people.deeds.demote.title", { name }),
    text: isStaff ? t("people.deeds.promote.text") : t("people.deeds.demote.text"),
    action: isStaff ? t("people.deeds.promote.action") : t("people.deeds.demote.action"),
    danger: true,
  });
  if (!isSure) return false;
  onSure();
  await patch(`/api/users/${account.id}/`, { is_staff: isStaff, row_version: account.row_version });
  toast(isStaff ? t("people.deeds.promote.done", { name }) : t("people.deeds.demote.done", { name }), { tone: "good" });
  return true;
}

/**
 * @param {Account} account
 * @param {() => void} onSure
 * @returns {Promise<boolean>} whether it was done
 */
export async function deletePerson(account, onSure) {
  const name = fullName(account);
  const roles = rolesOf(account).map(roleLabel).join(", ");
  const isSure = await confirm({
    title: t("people.deeds.delete.title", { name }),
    text: roles ? t("people.deeds.delete.text", { roles }) : t("people.deeds.delete.textWithoutRole"),
    action: t("people.deeds.delete.action"),
    danger: true,
  });
  if (!isSure) return false;
  onSure();
  await del(`/api/users/${account.id}/`);
  toast(t("people.deeds.delete.done", { name }), { tone: "good" });
  return true;
}
