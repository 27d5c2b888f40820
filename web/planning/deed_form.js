// A change of a lesson or a series from a dialog: who was faster is told, and nothing typed is lost.

import { ApiError } from "../api_error.js";
import { useForm } from "../forms.js";
import { useState } from "../h.js";
import { clashOf } from "./lesson_check.js";

/**
 * @template {import("../forms.js").Values} V
 * @template A
 * @param {{ initial: V, send: (values: V) => Promise<A>, done: (answer: A) => void, onChanged?: () => void }} given
 *   `onChanged`: somebody else has changed it meanwhile
 */
export function useDeed({ initial, send, done, onChanged }) {
  const [refused, setRefused] = useState(/** @type {import("./shapes.js").Check | null} */ (null));
  const form = useForm({
    initial,
    send: async (/** @type {V} */ values) => {
      try {
        return await send(values);
      } catch (error) {
        const met = clashOf(error);
        setRefused(met);
        if (!met && error instanceof ApiError && error.status === 409) onChanged?.();
        throw error;
      }
    },
    done,
  });
  return { form, refused };
}
