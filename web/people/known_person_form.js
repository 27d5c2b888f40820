// A further role for somebody who is known: found by typing, then the role's own fields.

import { post } from "../api.js";
import { Avatar } from "../components/avatar.js";
import { Button } from "../components/button.js";
import { Form } from "../components/form.js";
import { Notice } from "../components/notice.js";
import { Section } from "../components/section.js";
import { useForm } from "../forms.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { navigate } from "../router.js";
import { toast } from "../toasts.js";
import { fullName, loginOf, roleLabel, rolesOf } from "./person.js";
import { OwnFields } from "./person_fields.js";
import { PersonPicker } from "./person_picker.js";
import { valuesOf } from "./values.js";
import { RoleBadges } from "./state_badges.js";

/** @typedef {import("./kinds.js").Kind} Kind */
/** @typedef {import("./kinds.js").RoleName} RoleName */
/** @typedef {import("./person.js").Person} Person */
/** @typedef {import("./values.js").Values} Values */

/** @param {{ role: RoleName, kind: Kind }} props */
export function KnownPersonForm({ role, kind }) {
  const [person, setPerson] = useState(/** @type {Person | null} */ (null));
  return html`<div class="known-person">
    ${h(
      Section,
      { title: t("people.new.find"), card: true },
      person
        ? html`<div class="known-person-chosen">
            ${h(Avatar, { user: person, size: "normal" })}
            <div class="known-person-words">
              <strong>${fullName(person)}</strong>
              <span class="soft">${loginOf(person)}</span>
              <span class="person-badges">${h(RoleBadges, { account: person })}</span>
            </div>
            ${h(Button, { tone: "quiet", small: true, onClick: () => setPerson(null) }, t("people.new.other"))}
          </div>`
        : h(PersonPicker, {
            kind: "users",
            label: t("people.new.search"),
            hint: t("people.new.searchHint"),
            onPick: (found) => setPerson(found.person),
          }),
    )}
    ${person && rolesOf(person).includes(role)
      ? h(
          Notice,
          { tone: "warning" },
          html`${t("people.new.already", { name: fullName(person), role: roleLabel(role) })}${" "}`,
          h(Button, { tone: "quiet", small: true, to: `/people/users/${person.id}` }, t("people.new.openPerson")),
        )
      : null}
    ${person && !rolesOf(person).includes(role) ? h(RoleForm, { key: person.id, role, kind, person }) : null}
  </div>`;
}

/** @param {{ role: RoleName, kind: Kind, person: Person }} props */
function RoleForm({ role, kind, person }) {
  const form = useForm({
    initial: ownValues(kind),
    send: async (values) => {
      if (kind === "users") {
        await post(`/api/users/${person.id}/roles/`, { role });
        return `/people/users/${person.id}`;
      }
      const filled = Object.entries(values).filter(([, value]) => value.length > 0);
      const profile = await post(`/api/${kind}/`, { user: { id: person.id }, ...Object.fromEntries(filled) });
      return `/people/${kind}/${profile.id}`;
    },
    done: (path) => {
      toast(t("people.roles.given", { role: roleLabel(role), name: fullName(person) }), { tone: "good" });
      navigate(path, { replace: true });
    },
  });
  return h(
    Form,
    { form, submit: t("people.new.giveRole", { role: roleLabel(role) }), cancel: { to: "/people", label: t("people.cancel") } },
    kind === "users"
      ? null
      : h(Section, { title: t(`people.section.${kind}`), card: true }, h(OwnFields, { form, kind, isNew: true })),
    h(Notice, { tone: "info" }, t("people.new.keepsPassword")),
  );
}

/**
 * The role's own fields only.
 * @param {Kind} kind
 * @returns {Values}
 */
function ownValues(kind) {
  const all = Object.entries(valuesOf(kind, {}, {}));
  return Object.fromEntries(kind === "users" ? [] : all.filter(([name]) => !name.startsWith("user.")));
}
