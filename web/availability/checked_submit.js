// A form that asks before it is sent, when what it would do deserves a second look.

import { useState } from "../h.js";

/** @typedef {import("../forms.js").Form<any, any>} AnyForm */

/**
 * @param {AnyForm} form @param {() => Promise<boolean>} mayGoOn
 * @returns {import("../components/form.js").FormState}
 */
export function useCheckedSubmit(form, mayGoOn) {
  const [isChecking, setChecking] = useState(false);
  /** @param {Event} [event] */
  const submit = async (event) => {
    event?.preventDefault();
    if (isChecking) return;
    const element = event?.currentTarget;
    setChecking(true);
    const goesOn = await mayGoOn().finally(() => setChecking(false));
    // The event is over by now; the form wants it for its element only.
    if (goesOn) await form.submit(/** @type {any} */ ({ preventDefault() {}, currentTarget: element }));
  };
  return { problem: form.problem, busy: { value: form.busy.value || isChecking }, submit };
}
