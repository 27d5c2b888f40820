// Sessions: by state, filtered, page by page.

import { get } from "../api.js";
import { Button } from "../components/button.js";
import { DataTable } from "../components/data_table.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { Pager } from "../components/pager.js";
import { Tabs } from "../components/tabs.js";
import { Fragment, h, html, useEffect, useState } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { navigate } from "../router.js";
import { useDeeds } from "../seats/deeds.js";
import { SessionDialog } from "./session_dialog.js";
import { sessionColumns } from "./session_columns.js";
import { SessionTools } from "./session_tools.js";
import { VIEWS, WIDE, cursorIn, isNarrowed, pathOf, requestOf } from "./sessions_query.js";

/** @typedef {import("../seats/shapes.js").Session} Session */
/** @typedef {import("../seats/shapes.js").Sessions} Sessions */
/** @typedef {import("./sessions_query.js").SessionsQuery} SessionsQuery */

const EVERY = 20_000;

/** @param {{ asked: SessionsQuery }} props */
export function SessionList({ asked }) {
  const load = useLoad(
    async (signal) => /** @type {Sessions} */ (await get("/api/sessions/", requestOf(asked), { signal })),
    [pathOf(asked)],
  );
  const deeds = useDeeds(load.reload);
  useEffect(() => {
    // Sessions run on.
    const timer = setInterval(() => document.visibilityState === "visible" && load.reload(), EVERY);
    return () => clearInterval(timer);
  }, []);
  const [opened, setOpened] = useState(/** @type {number | null} */ (null));
  const shown = load.data?.results.find(({ id }) => id === opened);
  /** @param {Partial<SessionsQuery>} change */
  const go = (change) => navigate(pathOf({ ...asked, cursor: "", ...change }), { replace: change.search !== undefined });
  const isLost = asked.cursor && load.error?.errors.cursor;
  return h(
    Fragment,
    {},
    h(Tabs, {
      label: t("room.sessions.view"),
      current: asked.view,
      items: VIEWS.map((view) => ({ id: view, label: t(`room.sessions.view.${view}`), to: pathOf({ ...asked, cursor: "", view }), count: view === asked.view ? load.data?.count : undefined })),
    }),
    h(SessionTools, { asked, go, isBusy: load.isLoading }),
    isLost
      ? h(Empty, { icon: "search", title: t("room.sessions.lost"), action: h(Button, { onClick: () => go({}) }, t("room.sessions.first")) })
      : h(Loaded, {
          load,
          rows: 8,
          empty: h(Nothing, { asked, go }),
          children: (/** @type {Sessions} */ found) => h(Found, { found, go, onOpen: ({ id }) => setOpened(id), isBusy: load.isLoading }),
        }),
    shown && h(SessionDialog, { session: shown, deeds, onClose: () => setOpened(null) }),
  );
}

/** @param {{ found: Sessions, go: (change: Partial<SessionsQuery>) => void, onOpen: (session: Session) => void, isBusy: boolean }} props */
function Found({ found, go, onOpen, isBusy }) {
  const { results, next, previous, count } = found;
  const onGo = (/** @type {string} */ to) => {
    go({ cursor: cursorIn(to) });
    window.scrollTo({ top: 0 });
  };
  return html`<div class="stack">
    ${h(DataTable, {
      caption: t("core.page.room_sessions"),
      columns: sessionColumns({ onOpen }),
      rows: results,
      isBusy,
      rowTone: ({ status }) => (status === "ended" || status === "expired" ? "muted" : undefined),
    })}
    ${h(Pager, { next, previous, count: count ?? undefined, shown: results.length, onGo })}
  </div>`;
}

/** @param {{ asked: SessionsQuery, go: (change: Partial<SessionsQuery>) => void }} props */
function Nothing({ asked, go }) {
  if (isNarrowed(asked)) {
    return h(Empty, { icon: "search", title: t("room.sessions.none_narrowed"), action: h(Button, { onClick: () => go(WIDE) }, t("core.filter.clear")) });
  }
  return h(Empty, {
    icon: "clock",
    title: t(`room.sessions.none.${asked.view}`),
    action: asked.view === "open" ? h(Button, { to: "/rooms" }, t("room.sessions.to_room")) : undefined,
  });
}
