// The roles of a person: given and taken here; each role with a list of its own leads to its page.

import { Badge } from "../components/badge.js";
import { Button } from "../components/button.js";
import { Menu } from "../components/menu.js";
import { Section } from "../components/section.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { moduleOn } from "../place.js";
import { Link, navigate } from "../router.js";
import { toastProblem } from "./deed_problem.js";
import { kindOfRole, rolesHere } from "./kinds.js";
import { fullName, roleLabel, rolesOf } from "./person.js";
import { isAdministrator, isSelf, mayGive } from "./rank.js";
import { findProfile } from "./record.js";
import { giveRole, takeRole } from "./role_deeds.js";

/** @typedef {import("./person.js").Account} Account */
/** @typedef {import("./record.js").PersonRecord} PersonRecord */

/**
 * @param {{ record: PersonRecord, isReadOnly: boolean, onChanged: () => Promise<void> }} props
 */
export function RolesSection({ record, isReadOnly, onChanged }) {
  const [isBusy, setIsBusy] = useState(false);
  const { account } = record;
  const roles = rolesOf(account);
  const missing = rolesHere(moduleOn).filter((role) => !roles.includes(role) && mayGive(role));
  const mayTake = !isReadOnly && (!isSelf(account) || isAdministrator());

  /** @param {(account: Account, role: string) => Promise<boolean>} deed @param {string} role */
  const run = async (deed, role) => {
    setIsBusy(true);
    try {
      if (!(await deed(account, role))) return;
      // The page of a profile that is gone leads nowhere.
      if (deed === takeRole && kindOfRole(role) === record.kind) navigate(`/people/users/${account.id}`, { replace: true });
      else await onChanged();
    } catch (error) {
      toastProblem(error);
    } finally {
      setIsBusy(false);
    }
  };
  return h(
    Section,
    {
      title: t("people.roles.title"),
      card: true,
      tools:
        isReadOnly || missing.length === 0
          ? undefined
          : h(Menu, {
              label: t("people.roles.add"),
              text: t("people.roles.add"),
              items: missing.map((role) => ({ label: roleLabel(role), run: () => void run(giveRole, role) })),
            }),
    },
    roles.length === 0
      ? html`<p class="soft">${t("people.roles.none")}</p>`
      : html`<ul class="roles">
          ${roles.map((role) =>
            h(RoleLine, {
              key: role,
              role,
              record,
              onTake: mayTake && !isBusy ? () => void run(takeRole, role) : undefined,
            }),
          )}
        </ul>`,
  );
}

/**
 * @param {{ role: string, record: PersonRecord, onTake?: () => void }} props
 */
function RoleLine({ role, record, onTake }) {
  const kind = kindOfRole(role);
  const isShown = kind === record.kind;
  const open = async () => {
    if (!kind) return;
    try {
      const profile = await findProfile(kind, record.account);
      if (profile) navigate(`/people/${kind}/${profile.id}`);
    } catch (error) {
      toastProblem(error);
    }
  };
  return html`<li class="roles-one">
    ${h(Badge, { tone: "quiet" }, roleLabel(role))}
    <span class="roles-tools">
      ${kind && !isShown
        ? h(
            Button,
            { tone: "plain", small: true, onClick: () => void open(), label: t("people.roles.openNamed", { role: roleLabel(role) }) },
            t("people.roles.open"),
          )
        : null}
      ${onTake
        ? h(
            Button,
            { tone: "plain", small: true, onClick: onTake, label: t("people.roles.takeNamed", { role: roleLabel(role) }) },
            t("people.roles.take"),
          )
        : null}
    </span>
  </li>`;
}

/**
 * The people to whom a tutor or a student is linked, for reading.
 * @param {{ record: PersonRecord }} props
 */
export function TutorsSection({ record }) {
  if (record.kind !== "students") return null;
  return h(
    Section,
    { title: t("people.tutors.title"), card: true },
    record.tutors.length === 0
      ? html`<p class="soft">${t("people.tutors.none")}</p>`
      : html`<ul class="linked">
          ${record.tutors.map(
            (tutor) => html`<li key=${tutor.id}>
              ${h(Link, { to: `/people/tutors/${tutor.id}` }, fullName(tutor.user))}
              ${tutor.relationship ? html`<span class="soft"> · ${tutor.relationship}</span>` : null}
            </li>`,
          )}
        </ul>`,
  );
}
