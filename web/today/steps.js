import { t } from "../i18n.js";

/**
 * @typedef {{
 *   name: "address" | "photo" | "phone" | "codes", isDone: boolean, done: string, title: string,
 *   text: string, to: string,
 *   icon: import("../components/icon_shapes.js").IconName,
 * }} Step
 */

/**
 * In the order of what matters to the person who forgets their password.
 * @param {import("../types/session.js").Me} me
 * @param {boolean} hasCodes
 * @returns {Step[]}
 */
export function stepsOf(me, hasCodes) {
  return [
    {
      name: "address",
      done: t("account.first.address_done"),
      isDone: Boolean(me.email) && me.email_verified,
      title: t(me.email ? "account.first.address" : "account.first.address_missing"),
      text: me.email
        ? t("account.first.address_text", { email: me.email })
        : t("account.first.address_missing_text"),
      to: "/profile#address",
      icon: "mail",
    },
    {
      name: "photo",
      done: t("account.first.photo_done"),
      isDone: Boolean(me.photo),
      title: t("account.first.photo"),
      text: t("account.first.photo_text"),
      to: "/profile",
      icon: "camera",
    },
    {
      name: "phone",
      done: t("account.first.phone_done"),
      isDone: me.phone !== "",
      title: t("account.first.phone"),
      text: t("account.first.phone_text"),
      to: "/profile#details",
      icon: "phone",
    },
    {
      name: "codes",
      done: t("account.first.codes_done"),
      isDone: hasCodes,
      title: t("account.first.codes"),
      text: t("account.first.codes_text"),
      to: "/security?open=codes#codes",
      icon: "shield",
    },
  ];
}
