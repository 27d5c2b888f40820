// A new person, or a further role for one who is known.

import { Notice } from "../components/notice.js";
import { Page } from "../components/page.js";
import { Section } from "../components/section.js";
import { h, html, useEffect, useMemo, useRef, useState } from "../h.js";
import { t } from "../i18n.js";
import { moduleOn } from "../place.js";
import { keepDraft, takeDraft } from "../people/drafts.js";
import { kindOfRole, roleNamed, rolesHere, ROLE_OF } from "../people/kinds.js";
import { KnownPersonForm } from "../people/known_person_form.js";
import { NewPersonForm } from "../people/new_person_form.js";
import { useSubjects } from "../people/modules.js";
import { mayGive } from "../people/rank.js";
import { RadioCards } from "../people/radio_cards.js";

/** @typedef {import("../people/kinds.js").RoleName} RoleName */
/** @typedef {RoleName | "NONE"} Choice */
/** @typedef {import("../people/values.js").Values} Values */

/** @param {{ query: URLSearchParams }} props */
export default function PersonNewPage({ query }) {
  const roles = rolesHere(moduleOn).filter(mayGive);
  const [choice, setChoice] = useState(/** @type {Choice} */ (startOf(query, roles)));
  const [isKnown, setIsKnown] = useState(false);
  const typed = useRef(/** @type {Values} */ ({}));
  useDraft(typed);
  const subjects = useSubjects();
  const role = choice === "NONE" ? undefined : choice;
  const kind = (role && kindOfRole(role)) ?? "users";
  return h(
    Page,
    {
      title: t("people.new.title"),
      lead: t("people.new.lead"),
      back: { to: kind === "users" ? "/people" : `/people?kind=${kind}`, label: t("people.person.back") },
    },
    html`<div class="person-new">
      ${h(
        Section,
        { title: t("people.new.role") },
        h(RadioCards, {
          label: t("people.new.role"),
          value: choice,
          options: [...roles, /** @type {const} */ ("NONE")].map((one) => ({
            value: one,
            label: one === "NONE" ? t("people.new.noRole") : t(`people.role.${one}`),
            text: t(`people.new.about.${one}`),
          })),
          onPick: setChoice,
        }),
      )}
      ${role
        ? h(
            Section,
            { title: t("people.new.who") },
            h(RadioCards, {
              label: t("people.new.who"),
              value: isKnown ? "known" : "new",
              options: [
                { value: "new", label: t("people.new.asNew"), text: t("people.new.asNewText") },
                { value: "known", label: t("people.new.asKnown"), text: t("people.new.asKnownText") },
              ],
              onPick: (value) => setIsKnown(value === "known"),
            }),
          )
        : null}
      ${isKnown && role
        ? h(KnownPersonForm, { key: `known-${kind}`, role, kind })
        : h(NewPersonForm, { key: kind, role, kind, subjects: subjects.data ?? [], typed })}
      ${subjects.error ? h(Notice, { tone: "warning" }, t("people.new.noSubjects")) : null}
    </div>`,
  );
}

/**
 * Whoever goes elsewhere before it is saved finds it again.
 * @param {{ current: Values }} typed
 */
function useDraft(typed) {
  useMemo(() => {
    typed.current = takeDraft("new") ?? {};
  }, []);
  useEffect(
    () => () => {
      const isTyped = Object.values(typed.current).some((value) => value.length > 0);
      if (isTyped) keepDraft("new", typed.current);
    },
    [],
  );
}

/**
 * @param {URLSearchParams} query
 * @param {RoleName[]} roles
 * @returns {Choice}
 */
function startOf(query, roles) {
  const kind = query.get("kind");
  const asked = query.get("role") ?? Object.entries(ROLE_OF).find(([name]) => name === kind)?.[1] ?? "STUDENT";
  const role = roleNamed(asked);
  return role && roles.includes(role) ? role : (roles[0] ?? "NONE");
}
