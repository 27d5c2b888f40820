// The form of a known person. Only what was changed is sent; a newer state comes in under what is typed, whoever made it.

import { ApiError, patch } from "../api.js";
import { useForm } from "../forms.js";
import { useEffect, useRef, useState } from "../h.js";
import { t } from "../i18n.js";
import { toast } from "../toasts.js";
import { useDraft, useLeaveWarning } from "./drafts.js";
import { fullName } from "./person.js";
import { loadRecord } from "./record.js";
import { bodyOf, changedFields, rebase } from "./values.js";

/** @typedef {import("./record.js").PersonRecord} PersonRecord */
/** @typedef {import("./values.js").Overlap} Overlap */
/** @typedef {import("./values.js").Values} Values */
/** @typedef {import("../forms.js").Form<Values, PersonRecord>} RecordForm */
/** @typedef {{ base: Values, values: Values }} Draft */

/**
 * @param {PersonRecord} record
 * @param {(record: PersonRecord) => void} onRecord a newer state was read
 * @returns {{ form: RecordForm, overlaps: Overlap[] | null, take: (overlap: Overlap) => void, discard: () => void }}
 *  overlaps: what somebody else has changed meanwhile; take: their value instead of mine
 */
export function useRecordForm(record, onRecord) {
  const [overlaps, setOverlaps] = useState(/** @type {Overlap[] | null} */ (null));
  /** What the form's values began with; it follows the record. */
  const base = useRef(record);
  const form = useForm({
    initial: record.values,
    send: (/** @type {Values} */ values) => save(base.current, values).catch(refused),
    done: (saved) => {
      tell(saved, saved !== base.current);
      setOverlaps(null);
      base.current = saved;
      form.reset(saved.values);
      onRecord(saved);
    },
  });

  /** @param {PersonRecord} newer */
  const adopt = (newer) => {
    const merged = rebase(base.current.values, form.values.peek(), newer.values);
    base.current = newer;
    form.kept = newer.values;
    fill(form, merged.values);
    return merged.overlaps;
  };
  /** @param {unknown} error @returns {Promise<never>} */
  const refused = async (error) => {
    if (!(error instanceof ApiError) || error.code !== "row_changed") throw error;
    const newer = await loadRecord(base.current.kind, base.current.id);
    setOverlaps(adopt(newer));
    onRecord(newer);
    error.message = t("people.conflict.problem");
    throw error;
  };

  // A photo, a role or a deed has changed the record beside the form.
  useEffect(() => {
    if (record !== base.current) adopt(record);
  }, [record]);
  useLeaveWarning(form.isDirty);
  useDraft(`${record.kind} ${record.id}`, {
    keep: () => (form.isDirty ? { base: base.current.values, values: form.values.peek() } : undefined),
    take: (/** @type {Draft} */ draft) => {
      const merged = rebase(draft.base, draft.values, base.current.values);
      fill(form, merged.values);
      if (merged.overlaps.length > 0) setOverlaps(merged.overlaps);
      if (form.isDirty) toast(t("people.draft"), { tone: "info" });
    },
  });
  /** @param {Overlap} overlap */
  const take = (overlap) => {
    form.set(overlap.name, overlap.theirs);
    setOverlaps((all) => all && all.map((one) => (one === overlap ? { ...one, mine: null } : one)));
  };
  const discard = () => {
    setOverlaps(null);
    form.reset();
  };
  return { form, overlaps, take, discard };
}

/**
 * @param {PersonRecord} base
 * @param {Values} values
 * @returns {Promise<PersonRecord>} the same one when nothing was changed
 */
async function save(base, values) {
  const names = changedFields(base.values, values);
  if (names.length === 0) return base;
  await patch(`/api/${base.kind}/${base.id}/`, { ...bodyOf(values, names), row_version: base.version });
  return loadRecord(base.kind, base.id);
}

/**
 * @param {PersonRecord} saved
 * @param {boolean} isChanged
 */
function tell(saved, isChanged) {
  if (isChanged) toast(t("people.saved", { name: fullName(saved.account) }), { tone: "good" });
  else toast(t("people.nothingToSave"), { tone: "info" });
}

/**
 * @param {RecordForm} form
 * @param {Values} values
 */
function fill(form, values) {
  for (const [name, value] of Object.entries(values)) form.set(name, value);
}
