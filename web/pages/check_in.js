// Check-in as a student sees it. The picture on the professor's screen leads here with its lesson and its code.

import { Linked } from "../checkin/linked.js";
import { OpenLessonCard } from "../checkin/open_lesson.js";
import { doneOf, useKept, useOpen } from "../checkin/use_open.js";
import { Button } from "../components/button.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { Page } from "../components/page.js";
import { h, html, useEffect, useState } from "../h.js";
import { t } from "../i18n.js";
import { setQuery } from "../router.js";

/** @typedef {import("../checkin/shapes.js").OpenLesson} OpenLesson */

/** @param {{ params: Record<string, string>, query: URLSearchParams }} props */
export default function CheckIn({ params, query }) {
  const [linked] = useState(() => {
    const code = query.get("code") ?? "";
    return { lesson: Number(params.lesson) || null, code: /^\d{6}$/.test(code) ? code : null };
  });
  // A code is used once; a page that is opened again begins without it.
  useEffect(() => {
    if (query.has("code")) setQuery({ code: null });
  }, []);
  const load = useOpen();
  const { kept, keep } = useKept(load.data);
  return h(
    Page,
    { title: t("core.page.check_in"), lead: t("checkin.mine.lead"), width: "narrow" },
    h(Loaded, {
      load,
      rows: 2,
      empty: (/** @type {OpenLesson[]} */ open) => open.length === 0 && kept.length === 0 && linked.lesson === null && h(NothingOpen, {}),
      children: (/** @type {OpenLesson[]} */ open) => {
        // What was done here and whose window has closed since.
        const closed = kept.filter(({ lesson }) => !open.some((one) => one.lesson === lesson.lesson)).map(({ lesson }) => lesson);
        const shown = [...open, ...closed];
        const isElsewhere = linked.lesson !== null && !shown.some(({ lesson }) => lesson === linked.lesson);
        return html`<div class="stack">
          ${isElsewhere && linked.lesson !== null && h(Linked, { lesson: linked.lesson })}
          ${shown.map((lesson) => {
            const mine = kept.find((one) => one.lesson.lesson === lesson.lesson)?.done;
            return h(OpenLessonCard, {
              key: lesson.lesson,
              lesson,
              done: doneOf(lesson, mine),
              isNew: mine !== undefined,
              linked: linked.lesson === lesson.lesson ? linked.code : null,
              isOnly: shown.length === 1,
              onDone: (done) => keep(lesson, done),
              onClosed: load.reload,
            });
          })}
        </div>`;
      },
    }),
  );
}

function NothingOpen() {
  return h(Empty, {
    icon: "clock",
    title: t("checkin.mine.none"),
    text: t("checkin.mine.none_text"),
    action: h(Button, { icon: "calendar", to: "/timetable" }, t("checkin.mine.timetable")),
  });
}
