import { signal } from "../h.js";

/**
 * A form that goes nowhere: it counts neither as typed nor as sent.
 * @param {Record<string, unknown>} initial
 */
export function sampleForm(initial) {
  const values = signal(/** @type {Record<string, any>} any: each field knows the kind of its own value */ (initial));
  const problem = signal(/** @type {string | null} */ (null));
  /** @type {Record<string, string[]>} */
  let wrong = {};
  return {
    values,
    problem,
    busy: signal(false),
    set: (/** @type {string} */ name, /** @type {unknown} */ value) => {
      values.value = { ...values.peek(), [name]: value };
    },
    errors: (/** @type {string} */ name) => wrong[name] ?? [],
    submit: (/** @type {Event | undefined} */ event) => event?.preventDefault(),
    fail: (/** @type {string} */ summary, /** @type {Record<string, string[]>} */ errors) => {
      wrong = errors;
      if (problem.peek() !== summary) problem.value = summary;
    },
  };
}
