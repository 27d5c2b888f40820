import { Button } from "../components/button.js";
import { Notice } from "../components/notice.js";
import { h } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { countToMark } from "./agenda_rows.js";

/**
 * Appointments that are over and of which nobody has said how they went.
 * @param {{ coach: string, version: unknown, onShow: () => void }} props
 */
export function ToMarkNotice({ coach, version, onShow }) {
  const load = useLoad((signal) => countToMark(coach, signal), [coach, version]);
  if (!load.data) return null;
  return h(
    Notice,
    { actions: h(Button, { small: true, onClick: onShow }, t("agenda.to_mark.show")) },
    t("agenda.to_mark.text", { count: load.data }),
  );
}
