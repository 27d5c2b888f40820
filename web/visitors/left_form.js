// Whoever goes to look at a file that may be the same person's finds what they had typed when they come back.

import { useEffect } from "../h.js";
import { profile } from "../session.js";

/** @type {{ owner: number | undefined, values: Record<string, unknown> } | null} */
let left = null;

const me = () => profile.peek()?.user.id;

/** @param {import("../forms.js").Form} form @param {boolean} isFresh something else is asked for */
export function useLeft(form, isFresh) {
  useEffect(() => {
    if (left && left.owner === me() && !isFresh) form.values.value = { ...form.values.peek(), ...left.values };
    left = null;
    const owner = me();
    return () => {
      if (form.isDirty) left = { owner, values: form.values.peek() };
    };
  }, []);
}
