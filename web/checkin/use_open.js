// Where this student can check in now, asked again and again while the page is looked at.

import { get } from "../api.js";
import { useCallback, useEffect, useState } from "../h.js";
import { useLoad } from "../load.js";

/** @typedef {import("./shapes.js").OpenLesson} OpenLesson */
/** @typedef {import("./shapes.js").Done} Done */
/** @typedef {{ lesson: OpenLesson, done: Done }} Kept */

const ASK_EVERY = 4_000;

export function useOpen() {
  const load = useLoad(async (signal) => /** @type {OpenLesson[]} */ ((await get("/api/check-ins/open/", {}, { signal })).results));
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === "visible") load.reload();
    };
    const timer = setInterval(look, ASK_EVERY);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, []);
  return load;
}

/**
 * What was done on this page stays on it after the window has closed; whether the professor has confirmed it is asked.
 * @param {OpenLesson[] | undefined} open
 */
export function useKept(open) {
  const [kept, setKept] = useState(/** @type {Kept[]} */ ([]));
  const keep = useCallback((/** @type {OpenLesson} */ lesson, /** @type {Done} */ done) => {
    setKept((before) => [...before.filter((one) => one.lesson.lesson !== lesson.lesson), { lesson, done }]);
  }, []);
  const waiting = kept.find(({ lesson, done }) => isOpenQuestion(done) && !open?.some((one) => one.lesson === lesson.lesson));
  useEffect(() => {
    if (!waiting) return;
    const { lesson, done } = waiting;
    const timer = setInterval(async () => {
      const mine = await get(`/api/lessons/${lesson.lesson}/check-in/`).catch(() => null);
      if (mine && mine.accepted !== null) keep(lesson, { ...done, accepted: mine.accepted });
    }, ASK_EVERY);
    return () => clearInterval(timer);
  }, [waiting?.lesson.lesson, waiting?.done.accepted]);
  return { kept, keep };
}

/** @param {Done} done */
const isOpenQuestion = ({ decision, accepted }) => decision === "amber" && accepted === null;

/**
 * What is known of a check-in: the words of this visit, and the professor's since.
 * @param {OpenLesson} lesson @param {Done | undefined} done
 * @returns {Done | null}
 */
export function doneOf({ decision, accepted }, done) {
  if (done) return { ...done, accepted: accepted ?? done.accepted };
  return decision ? { status: null, minutes: 0, decision, accepted } : null;
}
