// The professor's taps about one student each.

import { post } from "../api.js";
import { useCallback, useState } from "../h.js";
import { toast } from "../toasts.js";

/**
 * @typedef {{ busy: ReadonlySet<number>, decide: (student: number, accept: boolean) => void, bePresent: (student: number) => void }} Decisions
 */

/** @param {number} lesson @param {() => Promise<void>} reload @returns {Decisions} */
export function useDecisions(lesson, reload) {
  const [busy, setBusy] = useState(/** @type {ReadonlySet<number>} */ (new Set()));
  const run = useCallback(async (/** @type {number} */ student, /** @type {() => Promise<unknown>} */ work) => {
    setBusy((before) => new Set(before).add(student));
    try {
      await work();
      // The socket tells it too, if there is one.
      await reload();
    } catch (error) {
      toast(error instanceof Error ? error.message : "", { tone: "wrong" });
    } finally {
      setBusy((before) => new Set([...before].filter((one) => one !== student)));
    }
  }, [lesson, reload]);
  return {
    busy,
    decide: (student, accept) => void run(student, () => post(`/api/lessons/${lesson}/check-ins/${student}/decision/`, { accept })),
    bePresent: (student) => void run(student, () => post(`/api/lessons/${lesson}/register/presence/`, { student })),
  };
}
