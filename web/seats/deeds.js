// What operators do to sessions and seats, each with its button turning and its words at the end.

import { post, patch } from "../api.js";
import { ApiError } from "../api_error.js";
import { confirm } from "../components/confirm.js";
import { useState } from "../h.js";
import { t } from "../i18n.js";
import { toast } from "../toasts.js";
import { spanText } from "./time_left.js";

/** @typedef {{ id: number, visitor_name: string | null }} Whose a session */
/** @typedef {{ id: number, name: string }} Place a seat */
/** @typedef {ReturnType<typeof useDeeds>} Deeds */

/** @param {Whose} session */
const who = ({ visitor_name }) => visitor_name ?? t("seats.guest");

/** `problem`: why the last one failed, for dialogs, which lie above toasts. @param {() => unknown} onDone what was changed is read again */
export function useDeeds(onDone) {
  const [busy, setBusy] = useState("");
  const [problem, setProblem] = useState("");
  /** @param {string} deed @param {() => Promise<unknown>} act @param {string} [done] @returns {Promise<boolean>} */
  const run = async (deed, act, done) => {
    setBusy(deed);
    setProblem("");
    try {
      await act();
      if (done) toast(done, { tone: "good" });
      return true;
    } catch (error) {
      const said = error instanceof ApiError ? [error.message, ...Object.values(error.errors).flat()].join(" ") : t("core.error.unexpected");
      setProblem(said);
      toast(said, { tone: "wrong" });
      return false;
    } finally {
      setBusy("");
      await onDone();
    }
  };
  const ofSession = sessionDeeds(run);
  return { busy, problem, run, ...ofSession, ...seatDeeds(run) };
}

/** @typedef {(deed: string, act: () => Promise<unknown>, done?: string) => Promise<boolean>} Run */

/** @param {Run} run */
function sessionDeeds(run) {
  const at = (/** @type {Whose} */ { id }, /** @type {string} */ deed) => `/api/sessions/${id}/${deed}/`;
  return {
    /** @param {Whose} session @param {number} minutes */
    addTime: (session, minutes) =>
      run(`time-${minutes}`, () => post(at(session, "add_time"), { minutes }), t("seats.done.time", { who: who(session), span: spanText(minutes * 60) })),
    /** @param {Whose} session */
    suspend: (session) => run("suspend", () => post(at(session, "suspend"), {}), t("seats.done.suspended", { who: who(session) })),
    /** @param {Whose} session @param {number} [seat] another than the one kept */
    resume: (session, seat) => run("resume", () => post(at(session, "resume"), seat ? { workstation: seat } : {}), t("seats.done.resumed", { who: who(session) })),
    /** @param {Whose} session @param {Place} seat */
    move: (session, seat) => run("move", () => post(at(session, "move"), { workstation: seat.id }), t("seats.done.moved", { who: who(session), seat: seat.name })),
    /** @param {Whose} session @param {{ isWaiting?: boolean }} [options] */
    end: async (session, { isWaiting = false } = {}) => {
      const asked = isWaiting
        ? { title: t("seats.ask.void_title"), text: t("seats.ask.void_text"), action: t("seats.ask.void") }
        : { title: t("seats.ask.end_title", { who: who(session) }), text: t("seats.ask.end_text"), action: t("seats.ask.end") };
      if (!(await confirm({ ...asked, danger: true }))) return false;
      const done = isWaiting ? t("seats.done.void") : t("seats.done.ended", { who: who(session) });
      return run("end", () => post(at(session, "terminate"), {}), done);
    },
  };
}

/** @param {Run} run */
function seatDeeds(run) {
  const at = (/** @type {Place} */ { id }, /** @type {string} */ deed) => `/api/workstations/${id}/${deed}`;
  return {
    /** @param {Place} seat @param {"available" | "in_use" | "maintenance" | "offline"} status */
    setState: (seat, status) => run("state", () => patch(at(seat, ""), { status }), t("seats.done.state", { seat: seat.name, state: t(`seats.status.${status}`) })),
    /** @param {Place} seat */
    wake: (seat) => run("wake", () => post(at(seat, "wake/")), t("seats.done.woken", { seat: seat.name })),
    /** @param {Place} seat */
    lock: (seat) => run("lock", () => post(at(seat, "lock/")), t("seats.done.locked", { seat: seat.name })),
    /** @param {Place} seat */
    reboot: async (seat) => {
      const asked = { title: t("seats.ask.reboot_title", { seat: seat.name }), text: t("seats.ask.reboot_text"), action: t("seats.ask.reboot"), danger: true };
      return (await confirm(asked)) && run("reboot", () => post(at(seat, "reboot/")), t("seats.done.rebooted", { seat: seat.name }));
    },
  };
}
