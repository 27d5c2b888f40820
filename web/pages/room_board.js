// The public board: which numbers are called, and who is next.

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
  const load = /** @type {import("../load.js").Load<Board>} */ (useRepeated("/api/queue/board/", { site: query.get("site") ?? "" }, ASK_EVERY, { anonymous: true }));
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
