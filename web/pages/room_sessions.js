// All sessions: those that run, codes that wait, what is over.

import { Button } from "../components/button.js";
import { Page } from "../components/page.js";
import { h } from "../h.js";
import { t } from "../i18n.js";
import { readQuery } from "../room/sessions_query.js";
import { SessionList } from "../room/session_list.js";

/** @param {{ query: URLSearchParams }} props */
export default function RoomSessionsPage({ query }) {
  return h(
    Page,
    { title: t("core.page.room_sessions"), lead: t("room.sessions.lead"), width: "wide", tools: h(Button, { icon: "computer", to: "/rooms" }, t("core.page.rooms")) },
    h(SessionList, { asked: readQuery(query) }),
  );
}
