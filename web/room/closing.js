import { Notice } from "../components/notice.js";
import { h } from "../h.js";
import { t, zone } from "../i18n.js";
import { place } from "../place.js";
import { useServerNow } from "../seats/clock.js";
import { closingSoon } from "./closing_time.js";

/** Said in time, so that nobody loses work. @param {{ closesAt: string | null | undefined, running: number }} props */
export function ClosingNotice({ closesAt, running }) {
  const now = useServerNow();
  const soon = closingSoon({ now, closesAt, hours: place.value.opening_hours, zone: zone.value });
  if (!soon) return null;
  const minutes = Math.ceil(soon.seconds / 60);
  const text = running > 0 ? t("room.closing.running", { count: running }) : undefined;
  return h(Notice, { tone: "warning", title: t("room.closing.title", { time: soon.at, minutes }) }, text);
}
