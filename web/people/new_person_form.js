// The form of a new person.

import { ApiError, post } from "../api.js";
import { Form } from "../components/form.js";
import { Notice } from "../components/notice.js";
import { Section } from "../components/section.js";
import { useForm } from "../forms.js";
import { h, useRef } from "../h.js";
import { t } from "../i18n.js";
import { navigate } from "../router.js";
import { toast } from "../toasts.js";
import { kindOfRole } from "./kinds.js";
import { fullName } from "./person.js";
import { IdentityFields, OwnFields } from "./person_fields.js";
import { bodyOf, isSame, valuesOf } from "./values.js";

/** @typedef {import("./kinds.js").Kind} Kind */
/** @typedef {import("./kinds.js").RoleName} RoleName */
/** @typedef {import("./person.js").Account} Account */
/** @typedef {import("./person.js").Profile} Profile */
/** @typedef {import("./values.js").Values} Values */

/**
 * @param {{
 *   role: RoleName | undefined,
 *   kind: Kind,
 *   subjects: import("./modules.js").Subject[],
 *   typed: { current: Values },
 * }} props `typed`: what was typed stays when another role is chosen
 */
export function NewPersonForm({ role, kind, subjects, typed }) {
  const empty = useRef(valuesOf(kind, {}, {}));
  const form = useForm({
    initial: { ...empty.current, ...kept(kind, typed.current) },
    send: (values) => create(kind, role, values, empty.current),
    done: (person) => {
      // Otherwise it would be kept as unsaved.
      typed.current = {};
      form.reset(empty.current);
      const name = fullName(person.user);
      toast(
        person.user.email
          ? t("people.new.doneMailed", { name, email: person.user.email })
          : t("people.new.doneWithoutAddress", { name }),
        { tone: "good" },
      );
      navigate(`/people/${person.kind}/${person.id}`, { replace: true });
    },
  });
  typed.current = { ...typed.current, ...plainOf(form.values.value) };
  const isMailed = isTyped(typed.current.email) || !isTyped(typed.current.username);
  return h(
    Form,
    { form, submit: t("people.new.submit"), cancel: { to: backOf(kind), label: t("people.cancel") } },
    h(Section, { title: t("people.section.identity"), card: true }, h(IdentityFields, { form, kind, subjects, isNew: true })),
    kind === "users"
      ? null
      : h(Section, { title: t(`people.section.${kind}`), card: true }, h(OwnFields, { form, kind, subjects, isNew: true })),
    h(Notice, { tone: "info" }, isMailed ? t("people.new.mailed") : t("people.new.slip")),
  );
}

/** @param {import("./values.js").FieldValue | undefined} value */
const isTyped = (value) => typeof value === "string" && value.trim() !== "";

/** @param {Kind} kind */
function backOf(kind) {
  return kind === "users" ? "/people" : `/people?kind=${kind}`;
}

/**
 * @param {Kind} kind
 * @param {RoleName | undefined} role
 * @param {Values} values
 * @param {Values} empty
 * @returns {Promise<{ kind: Kind, id: number, user: import("./person.js").Person }>}
 */
async function create(kind, role, values, empty) {
  // Left-out fields take their default; the names and the login are asked for by the API when they are missing.
  const needed = ["first_name", "last_name"].map((name) => (kind === "users" ? name : `user.${name}`));
  const names = Object.keys(values).filter((name) => needed.includes(name) || !isSame(values[name], empty[name]));
  const body = bodyOf(values, names);
  if (kind !== "users") {
    /** @type {Profile} */
    const profile = await post(`/api/${kind}/`, body);
    return { kind, id: profile.id, user: profile.user };
  }
  /** @type {Account} */
  const account = await post("/api/users/", body);
  if (role && !kindOfRole(role)) await giveRole(account, role);
  return { kind, id: account.id, user: account };
}

/**
 * The person is there already: a refusal is told, and their page shows what is missing.
 * @param {Account} account
 * @param {RoleName} role
 */
async function giveRole(account, role) {
  try {
    await post(`/api/users/${account.id}/roles/`, { role });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    toast(t("people.new.roleFailed", { role: t(`people.role.${role}`), reason: error.message }), { tone: "wrong" });
  }
}

/**
 * By the names that every kind shares.
 * @param {Values} values
 * @returns {Values}
 */
function plainOf(values) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name.replace(/^user\./, ""), value]));
}

/**
 * @param {Kind} kind
 * @param {Values} typed
 * @returns {Values}
 */
function kept(kind, typed) {
  const names = Object.keys(valuesOf(kind, {}, {}));
  const known = names.filter((name) => name.replace(/^user\./, "") in typed);
  return Object.fromEntries(known.map((name) => [name, typed[name.replace(/^user\./, "")] ?? ""]));
}
