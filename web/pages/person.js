// One person: who they are, read and changed in one place, and what may be done to their account.

import { Avatar } from "../components/avatar.js";
import { Button } from "../components/button.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { Notice } from "../components/notice.js";
import { Page } from "../components/page.js";
import { h, html } from "../h.js";
import { formatDate, formatRelative, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { DeedsSection } from "../people/deeds_section.js";
import { kindOf } from "../people/kinds.js";
import { useSubjects } from "../people/modules.js";
import { PersonFacts } from "../people/person_facts.js";
import { PersonForm } from "../people/person_form.js";
import { PhotoSection } from "../people/photo_section.js";
import { fullName } from "../people/person.js";
import { isAbove } from "../people/rank.js";
import { loadRecord } from "../people/record.js";
import { RolesSection, TutorsSection } from "../people/roles_section.js";
import { StateBadges } from "../people/state_badges.js";

/** @typedef {import("../people/record.js").PersonRecord} PersonRecord */

/** @param {{ params: Record<string, string>, query: URLSearchParams }} props */
export default function PersonPage({ params }) {
  const kind = kindOf(params.kind);
  const id = Number(params.id);
  const read = useLoad((signal) => loadRecord(kind, id, signal), [kind, id]);
  // Nobody types into the form of the person that was shown before.
  const load = read.data && isOf(read.data, kind, id) ? read : { ...read, data: undefined };
  const subjects = useSubjects();
  const title = load.data ? fullName(load.data.account) : t("people.person.title");
  return h(
    Page,
    { title, back: { to: backOf(kind), label: t("people.person.back") }, width: "wide" },
    load.error?.status === 404
      ? h(Empty, {
          icon: "person",
          title: t("people.person.missing"),
          text: t("people.person.missingText"),
          action: h(Button, { tone: "primary", to: backOf(kind) }, t("people.person.toList")),
        })
      : h(Loaded, {
          load,
          shape: "form",
          rows: 6,
          children: (/** @type {PersonRecord} */ record) =>
            h(PersonSheet, {
              // Another person is another form; a newer state of the same one is not.
              key: `${record.kind}-${record.id}`,
              record,
              subjects: subjects.data ?? [],
              onRecord: load.set,
            }),
        }),
  );
}

/**
 * @param {PersonRecord} record
 * @param {import("../people/kinds.js").Kind} kind
 * @param {number} id
 */
function isOf(record, kind, id) {
  return kind === "users" ? record.account.id === id : record.kind === kind && record.id === id;
}

/** @param {import("../people/kinds.js").Kind} kind */
function backOf(kind) {
  return kind === "users" ? "/people" : `/people?kind=${kind}`;
}

/**
 * @param {{
 *   record: PersonRecord,
 *   subjects: import("../people/modules.js").Subject[],
 *   onRecord: (record: PersonRecord) => void,
 * }} props
 */
function PersonSheet({ record, subjects, onRecord }) {
  const { account } = record;
  const isReadOnly = isAbove(account);
  const onChanged = async () => onRecord(await loadRecord(record.kind, record.id));
  return html`<div class="person">
    <div class="person-head">
      ${h(Avatar, { user: account, size: "huge" })}
      <div class="person-about">
        <p class="person-badges">${h(StateBadges, { account })}</p>
        <p class="soft small">
          ${t("people.person.since", { date: formatDate(account.created_at, "long") })}
          ${" · "}
          ${account.last_login_at
            ? t("people.person.lastLogin", { when: formatRelative(account.last_login_at) })
            : t("people.person.neverLoggedIn")}
        </p>
      </div>
    </div>
    ${isReadOnly ? h(Notice, { tone: "info", title: t("people.above.title") }, t("people.above.text")) : null}
    ${!account.is_active ? h(Notice, { tone: "warning" }, t("people.person.inactive")) : null}
    ${account.email && !account.email_verified && account.is_active
      ? h(Notice, { tone: "info" }, t("people.person.unproven"))
      : null}
    <div class="person-columns">
      <div class="person-main">
        ${isReadOnly ? h(PersonFacts, { record, subjects }) : h(PersonForm, { record, subjects, onRecord })}
      </div>
      <div class="person-side">
        ${h(RolesSection, { record, isReadOnly, onChanged })} ${h(TutorsSection, { record })}
        ${isReadOnly ? null : h(PhotoSection, { account, onChanged })}
      </div>
    </div>
    ${isReadOnly ? null : h(DeedsSection, { account, onChanged })}
  </div>`;
}
