// The form of a coach's rules. A newer state comes in under what is typed; bookings that new hours leave outside are told
// before anything is saved.

import { ApiError, get, patch } from "../api.js";
import { useForm } from "../forms.js";
import { useRef, useState } from "../h.js";
import { t } from "../i18n.js";
import { useDraft, useLeaveWarning } from "../people/drafts.js";
import { toast } from "../toasts.js";
import { loadBooked } from "./booked.js";
import { useCheckedSubmit } from "./checked_submit.js";
import { leftOutside } from "./days.js";
import { bodyOf, rebase, valuesOf } from "./rules_values.js";
import { hoursOf, problemsOf } from "./week.js";

/** @typedef {import("./rules_values.js").Rules} Rules */
/** @typedef {import("./rules_values.js").RulesValues} RulesValues */
/** @typedef {import("./rules_values.js").RulesField} RulesField */
/** @typedef {import("./days.js").Appointment} Appointment */
/** @typedef {{ before: RulesValues, values: RulesValues }} Draft */
/**
 * @typedef {{
 *   coach: number,
 *   rules: Rules,
 *   onRules: (rules: Rules) => void,
 *   ask: (left: Appointment[]) => Promise<boolean>,
 *   onLeft: (left: Appointment[]) => void,
 * }} RulesFormOptions  onRules: a newer state was read; ask: whether to go on, although these bookings lie outside the new
 *  hours; onLeft: saved, and these lie outside
 */

/** @param {number} coach */
const pathOf = (coach) => `/api/coaches/${coach}/rules/`;

/** @param {RulesFormOptions} options */
export function useRulesForm({ coach, rules, onRules, ask, onLeft }) {
  const left = useRef(/** @type {Appointment[]} */ ([]));
  const saving = useSaving(coach, rules, onRules, () => {
    if (left.current.length > 0) onLeft(left.current);
  });
  const { form, base, adopt } = saving;
  const state = useCheckedSubmit(form, async () => {
    left.current = await outside(coach, base.current, form.values.peek());
    return left.current.length === 0 || ask(left.current);
  });
  useLeaveWarning(form.isDirty);
  useDraft(`availability ${coach}`, {
    keep: () => (form.isDirty ? { before: valuesOf(base.current), values: form.values.peek() } : undefined),
    take: (/** @type {Draft} */ draft) => adopt(draft.before, draft.values),
  });
  return { ...saving, state };
}

/** @param {number} coach @param {Rules} rules @param {(rules: Rules) => void} onRules @param {() => void} onSaved */
function useSaving(coach, rules, onRules, onSaved) {
  const [changed, setChanged] = useState(/** @type {RulesField[]} */ ([]));
  const [isRefused, setRefused] = useState(false);
  /** What the form's values began with. */
  const base = useRef(rules);
  const discard = () => {
    setChanged([]);
    setRefused(false);
    form.reset(valuesOf(base.current));
  };
  const form = useForm({
    initial: valuesOf(rules),
    send: (/** @type {RulesValues} */ values) => {
      setRefused(true);
      return save(coach, values, base.current.row_version).catch(refused);
    },
    done: (/** @type {Rules} */ saved) => {
      base.current = saved;
      discard();
      toast(t("availability.saved"));
      onRules(saved);
      onSaved();
    },
  });
  /** @param {RulesValues} before @param {RulesValues} mine */
  const adopt = (before, mine) => {
    form.kept = valuesOf(base.current);
    const merged = rebase(before, mine, form.kept);
    form.values.value = merged.values;
    setChanged(merged.changed);
  };
  /** @param {unknown} error @returns {Promise<never>} */
  const refused = async (error) => {
    if (!(error instanceof ApiError) || error.code !== "row_changed") throw error;
    const before = valuesOf(base.current);
    base.current = /** @type {Rules} */ (await get(pathOf(coach)));
    adopt(before, form.values.peek());
    onRules(base.current);
    error.message = t("availability.conflict.problem");
    throw error;
  };
  return { form, base, adopt, changed, isRefused, discard };
}

/** @param {number} coach @param {RulesValues} values @param {number} version @returns {Promise<Rules>} */
async function save(coach, values, version) {
  const count = problemsOf(values.hours).length;
  if (count > 0) throw new ApiError(400, { code: "invalid", message: t("availability.week.wrong", { count }) });
  return patch(pathOf(coach), { ...bodyOf(values), row_version: version });
}

/** Not to be told is no reason not to save: then none. @param {number} coach @param {Rules} rules @param {RulesValues} values */
async function outside(coach, rules, values) {
  const hours = hoursOf(values.hours);
  if (problemsOf(values.hours).length > 0 || JSON.stringify(hours) === JSON.stringify(rules.hours)) return [];
  return leftOutside(rules.hours, hours, await loadBooked(coach).catch(() => []));
}
