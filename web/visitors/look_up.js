// Whoever is registered may be known already: looked for while one types, shown before anything is written.

import { get } from "../api.js";
import { useEffect, useState } from "../h.js";
import { useSettled } from "../people/debounce.js";
import { isDate } from "./age.js";

/** @typedef {import("./shapes.js").Candidate} Candidate */
/** @typedef {{ first_name: string, last_name: string, birth_date: string, email: string, phone: string }} Typed */

/** Of a telephone number. */
const ENOUGH_DIGITS = 6;

/**
 * What is worth asking for; null when too little is typed to tell one person from another.
 * @param {Typed} typed @returns {Record<string, string> | null}
 */
export function lookUpQuery({ first_name, last_name, birth_date, email, phone }) {
  const [first, last, address] = [first_name.trim(), last_name.trim(), email.trim()];
  const query = {
    ...(last.length >= 2 && { last_name: last, ...(first && { first_name: first }), ...(isDate(birth_date) && { birth_date }) }),
    ...(/.+@.+\../.test(address) && { email: address }),
    ...(phone.replace(/\D/g, "").length >= ENOUGH_DIGITS && { phone: phone.trim() }),
  };
  return Object.keys(query).length > 0 ? query : null;
}

/** @param {Typed} typed @returns {{ found: Candidate[], state: "idle" | "searching" | "done" | "failed" }} */
export function useLookUp(typed) {
  const query = lookUpQuery(typed);
  const asked = useSettled(query ? JSON.stringify(query) : "", 300);
  const [answer, setAnswer] = useState({ asked: "", found: /** @type {Candidate[]} */ ([]), hasFailed: false });
  useEffect(() => {
    if (!asked) return;
    const stop = new AbortController();
    get("/api/visitors/lookup/", JSON.parse(asked), { signal: stop.signal }).then(
      ({ results }) => setAnswer({ asked, found: results, hasFailed: false }),
      () => !stop.signal.aborted && setAnswer({ asked, found: [], hasFailed: true }),
    );
    return () => stop.abort();
  }, [asked]);
  if (!query) return { found: [], state: "idle" };
  if (answer.asked !== asked) return { found: answer.found, state: "searching" };
  return { found: answer.found, state: answer.hasFailed ? "failed" : "done" };
}
