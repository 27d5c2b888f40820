import { get } from "../api.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { Notice } from "../components/notice.js";
import { ApiError } from "../api_error.js";
import { h } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { Result } from "./result.js";

/** @typedef {{ lesson: number, window: object | null, decision: "green" | "amber" | null, accepted: boolean | null }} Mine */

/** A lesson that an address names and that is not open now: it is done, closed, or not theirs. @param {{ lesson: number }} props */
export function Linked({ lesson }) {
  const load = useLoad(async (signal) => {
    try {
      return /** @type {Mine} */ (await get(`/api/lessons/${lesson}/check-in/`, {}, { signal }));
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return /** @type {const} */ ("missing");
      throw error;
    }
  }, [lesson]);
  return h(Loaded, {
    load,
    small: true,
    rows: 1,
    children: (/** @type {Mine | "missing"} */ mine) => {
      if (mine === "missing") return h(Empty, { icon: "school", small: true, title: t("checkin.mine.missing"), text: t("checkin.mine.missing_text") });
      if (mine.decision) return h(Result, { done: { status: null, minutes: 0, decision: mine.decision, accepted: mine.accepted }, isNew: false });
      return mine.window ? null : h(Notice, { tone: "warning", isLive: true }, t("checkin.mine.closed"));
    },
  });
}
