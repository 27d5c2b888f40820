// Roles and state of an account in a few words.

import { Badge } from "../components/badge.js";
import { Fragment, h } from "../h.js";
import { t } from "../i18n.js";
import { roleLabel, rolesOf } from "./person.js";

/** @typedef {import("./person.js").Account} Account */

/** @param {{ account: Pick<Account, "roles_details"> & Partial<Account> }} props */
export function RoleBadges({ account }) {
  return h(
    Fragment,
    {},
    account.is_superuser
      ? h(Badge, { tone: "busy", dot: false }, t("people.flag.superuser"))
      : account.is_staff
        ? h(Badge, { tone: "busy", dot: false }, t("people.flag.staff"))
        : null,
    rolesOf(account).map((role) => h(Badge, { key: role, tone: "quiet" }, roleLabel(role))),
  );
}

/** @param {{ isActive: boolean }} props */
export function ActiveBadge({ isActive }) {
  return isActive
    ? h(Badge, { tone: "good" }, t("people.state.active"))
    : h(Badge, { tone: "wrong" }, t("people.state.inactive"));
}

/** @param {{ account: Account }} props */
export function StateBadges({ account }) {
  return h(Fragment, {}, h(RoleBadges, { account }), h(ActiveBadge, { isActive: account.is_active }));
}
