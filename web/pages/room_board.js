// The public board: which numbers are called, and who is next.

import { get } from "../api.js";
import { Loaded } from "../components/loaded.js";
import { Page } from "../components/page.js";
import { h, useEffect } from "../h.js";
import { t } from "../i18n.js";
import { heardNow } from "../seats/clock.js";
import { BoardView } from "../queue/board_view.js";
import { useRepeated } from "../queue/repeated.js";

/** @typedef {import("../queue/shapes.js").Board} Board */

const ASK_EVERY = 4_000;

/** @param {{ query: URLSearchParams }} props */
export default function RoomBoardPage({ query }) {
  const site = query.get("site") ?? "";
  // Without anybody's credential: the screen stands in the open.
  const load = useRepeated((signal) => /** @type {Promise<Board>} */ (get("/api/queue/board/", { site }, { signal, anonymous: true })), [site], ASK_EVERY);
  const { data: board, error } = load;
  useEffect(() => {
    if (board) heardNow(board.now);
  }, [board?.now]);
  return h(
    Page,
    { title: t("core.page.room_board"), width: "wide", isTitleUnseen: true },
    board ? h(BoardView, { board, isStale: error !== null }) : h(Loaded, { load, children: () => null }),
  );
}
