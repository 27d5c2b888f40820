import { Notice } from "../components/notice.js";
import { h } from "../h.js";
import { formatTime, t } from "../i18n.js";
import { useServerNow } from "../seats/clock.js";
import { closingIn } from "./closing_time.js";

/** Said in time, so that nobody loses work; and while it is closed. @param {{ live: import("./shapes.js").Live, running: number }} props */
export function ClosingNotice({ live: { closesAt, isOpen }, running }) {
  const now = useServerNow();
  if (isOpen === false) return h(Notice, { tone: "info", title: t("room.closed.title") }, t("room.closed.text"));
  const seconds = closingIn(closesAt, now);
  if (seconds === null || !closesAt) return null;
  const text = running > 0 ? t("room.closing.running", { count: running }) : undefined;
  return h(Notice, { tone: "warning", title: t("room.closing.title", { time: formatTime(closesAt), minutes: Math.ceil(seconds / 60) }) }, text);
}
