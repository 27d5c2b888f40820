// Check-in as a professor sees it: the code for the room, and who comes in.

import { get } from "../api.js";
import { Board } from "../checkin/board.js";
import { useDecisions } from "../checkin/decisions.js";
import { HeadCount } from "../checkin/head_count.js";
import { LiveHead } from "../checkin/live_head.js";
import { LiveList } from "../checkin/live_list.js";
import { useLive } from "../checkin/use_live.js";
import { LookAt } from "../checkin/look_at.js";
import { OpenForm } from "../checkin/open_form.js";
import { Button } from "../components/button.js";
import { Failure } from "../components/failure.js";
import { Loading } from "../components/loading.js";
import { Notice } from "../components/notice.js";
import { useNow } from "../components/now.js";
import { Page } from "../components/page.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { groupNames } from "../school/lesson_event.js";
import { capital, nearWhenInWords, phaseOf } from "../school/lesson_when.js";

/** @typedef {import("../checkin/shapes.js").Lesson} Lesson */
/** @typedef {import("../checkin/shapes.js").Live} Live */

/** @param {{ params: Record<string, string> }} props */
export default function CheckInScreen({ params }) {
  const id = Number(params.id);
  const lesson = useLoad((signal) => /** @type {Promise<Lesson>} */ (get(`/api/lessons/${id}/`, {}, { signal })), [id]);
  const about = lesson.data;
  return h(
    Page,
    {
      title: about?.title ?? t("core.page.check_in_screen"),
      lead: about && [capital(nearWhenInWords(about)), groupNames(about), about.room?.name].filter(Boolean).join(" · "),
      back: { to: `/lessons/${id}`, label: t("checkin.screen.back") },
      tools: h(Button, { icon: "list", to: `/lessons/${id}/register` }, t("checkin.screen.roll")),
      width: "wide",
    },
    about?.status === "cancelled" ? h(Notice, {}, t("checkin.screen.cancelled")) : h(Screen, { key: id, id, lesson: about }),
  );
}

/** @param {{ id: number, lesson: Lesson | undefined }} props */
function Screen({ id, lesson }) {
  const { live, error, connection, reload } = useLive(id);
  const acts = useDecisions(id, reload);
  if (!live) return error ? h(Failure, { error, retry: () => void reload() }) : h(Loading, {});
  const isLocked = live.state === "closed";
  return html`<div class="checkin">
    <div class="checkin-main">
      ${h(First, { id, lesson, live, reload })}
      <div class="checkin-sides">
        ${!isLocked && h(LookAt, { names: live.look_at, acts })}
        ${h(HeadCount, { live, isLocked, onChange: reload })}
      </div>
    </div>
    <div class="checkin-live card card-normal">
      ${h(LiveHead, { live, connection })}
      ${h(LiveList, { live, acts, isLocked })}
    </div>
  </div>`;
}

/** The code, or what stands in its way. @param {{ id: number, lesson: Lesson | undefined, live: Live, reload: () => Promise<void> }} props */
function First({ id, lesson, live, reload }) {
  const now = useNow(undefined);
  if (live.state === "closed") {
    const actions = h(Button, { small: true, to: `/lessons/${id}/register` }, t("checkin.screen.see_roll"));
    return h(Notice, { tone: "info", title: t("checkin.screen.closed"), actions }, t("checkin.screen.closed_text"));
  }
  if (live.window) return h(Board, { lesson: id, title: lesson?.title ?? "", live, open: live.window, onChange: reload });
  if (lesson && phaseOf(lesson, now) === "over") return h(Notice, {}, t("checkin.screen.over"));
  return h(OpenForm, { lesson: id, counts: live.counts, onOpen: () => void reload() });
}
