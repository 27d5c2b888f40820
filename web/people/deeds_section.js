// Access to the account, and the end of it: one line per deed, with what it does.

import { Button } from "../components/button.js";
import { Section } from "../components/section.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { Link, navigate } from "../router.js";
import { toastProblem } from "./deed_problem.js";
import { deletePerson, endSessions, exportPerson, mailPassword, printSlips, setActive, setStaff, turnOffCodes } from "./deeds.js";
import { fullName } from "./person.js";
import { isSelf, mayDelete, mayMakeStaff } from "./rank.js";
import { SlipDialog } from "./slip_dialog.js";

/** @typedef {import("./person.js").Account} Account */
/** @typedef {import("./slip_dialog.js").Slip} Slip */
/** @typedef {(onSure: () => void) => Promise<unknown>} Deed */
/** @typedef {(props: Omit<LineProps, "isBusy" | "onRun"> & { run: Deed }) => import("../h.js").VNode} Line */

/**
 * @param {{ account: Account, onChanged: () => Promise<void> }} props
 */
export function DeedsSection({ account, onChanged }) {
  const [slips, setSlips] = useState(/** @type {Slip[]} */ ([]));
  const line = useLines(onChanged);
  if (isSelf(account)) return h(OwnAccount, {});
  return html`<div class="deeds-sections">
    ${h(
      Section,
      { title: t("people.deeds.access"), card: true },
      account.is_active
        ? html`<ul class="deeds">
            ${accessLines(account, line, setSlips)}
          </ul>`
        : html`<p class="soft">${t("people.deeds.inactive")}</p>`,
    )}
    ${h(
      Section,
      { title: t("people.deeds.record"), card: true },
      html`<ul class="deeds">
        ${recordLines(account, line, onChanged)}
      </ul>`,
    )}
    ${h(SlipDialog, { slips, onClose: () => setSlips([]) })}
  </div>`;
}

/**
 * Lines of which one at a time works.
 * @param {() => Promise<void>} onChanged
 * @returns {Line}
 */
function useLines(onChanged) {
  const [busy, setBusy] = useState(/** @type {string | null} */ (null));
  return ({ run, ...rest }) => {
    const onRun = async () => {
      if (busy) return;
      try {
        await run(() => setBusy(rest.name));
      } catch (error) {
        toastProblem(error);
        // The refusal may come from a newer state.
        await onChanged().catch(toastProblem);
      } finally {
        setBusy(null);
      }
    };
    return h(DeedLine, { key: rest.name, ...rest, isBusy: busy === rest.name, onRun: () => void onRun() });
  };
}

/**
 * @param {Account} account
 * @param {Line} line
 * @param {(slips: Slip[]) => void} onSlips
 */
function accessLines(account, line, onSlips) {
  return [
    account.email ? line({ name: "mail", icon: "mail", run: (onSure) => mailPassword(account, onSure) }) : null,
    line({
      name: "slip",
      icon: "print",
      note: account.email ? undefined : t("people.deeds.slip.noAddress"),
      run: async (onSure) => onSlips(await printSlips([account.id], fullName(account), onSure)),
    }),
    line({ name: "sessions", icon: "log_out", run: (onSure) => endSessions(account, onSure) }),
    line({ name: "codes", icon: "shield", run: (onSure) => turnOffCodes(account, onSure) }),
  ];
}

/**
 * @param {Account} account
 * @param {Line} line
 * @param {() => Promise<void>} onChanged
 */
function recordLines(account, line, onChanged) {
  /** @param {(account: Account, onSure: () => void) => Promise<boolean>} deed @returns {Deed} */
  const changing = (deed) => async (onSure) => {
    if (await deed(account, onSure)) await onChanged();
  };
  return [
    line({ name: "export", icon: "download", run: (onSure) => exportPerson(account, onSure) }),
    line({ name: account.is_active ? "deactivate" : "activate", icon: "lock", run: changing(setActive) }),
    mayMakeStaff(account)
      ? line({ name: account.is_staff ? "demote" : "promote", icon: "key", run: changing(setStaff) })
      : null,
    mayDelete(account)
      ? line({
          name: "delete",
          icon: "trash",
          isDanger: true,
          run: async (onSure) => {
            if (await deletePerson(account, onSure)) navigate("/people", { replace: true });
          },
        })
      : null,
  ];
}

/**
 * @typedef {object} LineProps
 * @property {"mail" | "slip" | "sessions" | "codes" | "export" | "activate" | "deactivate" | "promote" | "demote" | "delete"} name
 * @property {import("../components/icon.js").IconName} icon
 * @property {boolean} [isDanger]
 * @property {boolean} isBusy
 * @property {string} [note] instead of the usual explanation
 * @property {() => void} onRun
 */

/** @param {LineProps} props */
function DeedLine({ name, icon, isDanger = false, isBusy, note, onRun }) {
  return html`<li class="deeds-one">
    <div class="deeds-words">
      <p class="deeds-name">${t(`people.deeds.${name}.name`)}</p>
      <p class="deeds-text">${note ?? t(`people.deeds.${name}.about`)}</p>
    </div>
    ${h(
      Button,
      { tone: isDanger ? "danger" : "quiet", small: true, icon, busy: isBusy, onClick: onRun },
      t(`people.deeds.${name}.action`),
    )}
  </li>`;
}

function OwnAccount() {
  return h(
    Section,
    { title: t("people.deeds.access"), card: true },
    html`<p>${t("people.deeds.own")}</p>
      <p class="deeds-links">
        ${h(Link, { to: "/profile" }, t("people.deeds.ownProfile"))}
        ${h(Link, { to: "/security" }, t("people.deeds.ownSecurity"))}
      </p>`,
  );
}
