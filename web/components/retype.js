// A code that was refused is selected, so that the next one is typed over it.
import { useEffect } from "../h.js";

/**
 * @param {{errors: (name: string) => string[]}} form
 * @param {string} name
 */
export function useRetype(form, name) {
  const isWrong = form.errors(name).length > 0;
  useEffect(() => {
    const field = isWrong ? document.querySelector(`main input[name="${name}"]`) : null;
    if (!(field instanceof HTMLInputElement)) return;
    field.focus();
    field.select();
  }, [isWrong, name]);
}
