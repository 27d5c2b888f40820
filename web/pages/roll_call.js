// The register of one lesson, taken with one hand, with a network or without.

import { get } from "../api.js";
import { Button } from "../components/button.js";
import { Loaded } from "../components/loaded.js";
import { Notice } from "../components/notice.js";
import { useNow } from "../components/now.js";
import { Page } from "../components/page.js";
import { Fragment, h, html, useEffect } from "../h.js";
import { formatTime, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { online } from "../offline.js";
import { changeDraft, draftOf } from "../register/drafts.js";
import { withKnown } from "../register/merging.js";
import { Roll } from "../register/roll.js";
import { sending, sendSoon } from "../register/sending.js";
import { groupNames } from "../school/lesson_event.js";
import { capital, nearWhenInWords, phaseOf } from "../school/lesson_when.js";
import { RegisterBadge } from "../school/status_mark.js";

/** @typedef {import("../register/shapes.js").Lesson} Lesson */
/** @typedef {import("../register/shapes.js").Register} Register */

/** Others may write in it too, and students check in. */
const LOOK_EVERY = 20_000;
/** So long before its lesson the server takes a register. */
const AHEAD = 30 * 60_000;

/** @param {{ params: Record<string, string> }} props */
export default function RollCall({ params }) {
  const id = Number(params.id);
  const load = useRegister(id);
  const { known, about } = draftOf(id);
  // Without a network the list that this device has kept does.
  const isKept = load.error?.status === 0 && known && about;
  return h(
    Page,
    {
      title: about?.title ?? t("core.page.roll_call"),
      lead: about && h(Lead, { lesson: about, register: known }),
      back: { to: `/lessons/${id}`, label: t("register.back") },
      tools: about && phaseOf(about) !== "over" && about.status !== "cancelled" && known?.state !== "closed"
        && h(Button, { icon: "code", to: `/lessons/${id}/check-in` }, t("register.tools.check_in")),
      width: "narrow",
    },
    isKept
      ? h(Known, { lesson: about, register: known })
      : h(Loaded, {
          load,
          rows: 10,
          children: () => known && about && h(Known, { lesson: about, register: known }),
        }),
  );
}

/** Reads it, again and again while it is looked at. @param {number} id */
function useRegister(id) {
  const load = useLoad(async (signal) => {
    const [lesson, register] = await Promise.all([
      /** @type {Promise<Lesson>} */ (get(`/api/lessons/${id}/`, {}, { signal })),
      /** @type {Promise<Register>} */ (get(`/api/lessons/${id}/register/`, {}, { signal })),
    ]);
    if (!sending.peek().has(id)) changeDraft(id, (draft) => ({ ...withKnown(draft, register), about: lesson }));
    sendSoon(id);
    return true;
  }, [id]);
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible" && online.peek() && !sending.peek().has(id)) load.reload();
    }, LOOK_EVERY);
    return () => clearInterval(timer);
  }, [id]);
  return load;
}

/** @param {{ lesson: Lesson, register: Register | null }} props */
function Lead({ lesson, register }) {
  const facts = [capital(nearWhenInWords(lesson)), groupNames(lesson), lesson.room?.name].filter(Boolean);
  return html`<span class="roll-lead"><span>${facts.join(" · ")}</span>${register && h(RegisterBadge, { state: register.state })}</span>`;
}

/** @param {{ lesson: Lesson, register: Register }} props */
function Known({ lesson, register }) {
  const now = useNow(undefined);
  if (lesson.status === "cancelled") {
    const { reason } = lesson;
    return h(Notice, { tone: "info" }, reason ? t("register.cancelled_why", { reason }) : t("register.cancelled"));
  }
  const from = Date.parse(lesson.starts_at) - AHEAD;
  const isTooEarly = now < from && register.state !== "closed";
  return h(
    Fragment,
    {},
    isTooEarly && h(Notice, { tone: "info" }, t("register.early", { time: formatTime(new Date(from).toISOString()) })),
    h(Roll, { lesson, register, isTooEarly }),
  );
}
