// What a director asks first: who is missing at this moment, where no register was taken, which lessons run.

import { get, post } from "../api.js";
import { ApiError } from "../api_error.js";
import { Button } from "../components/button.js";
import { Loaded } from "../components/loaded.js";
import { Page } from "../components/page.js";
import { Section } from "../components/section.js";
import { wallOf } from "../components/calendar_time.js";
import { Fragment, h, html, useEffect, useState } from "../h.js";
import { formatNumber, formatTime, t, zone } from "../i18n.js";
import { useLoad } from "../load.js";
import { hasRight } from "../session.js";
import { toast } from "../toasts.js";
import { AbsentNow, LessonsNow, RegistersMissing } from "../rates/now_lists.js";
import { openSheet } from "../rates/open_sheet.js";
import { SheetForm } from "../rates/sheet_form.js";

/** @typedef {import("../rates/shapes.js").Now} Now */
/** @typedef {import("../rates/shapes.js").NowLesson} NowLesson */
/** @typedef {import("../rates/shapes.js").Group} Group */
/** @typedef {{ id: number, name: string, is_active: boolean }} Room */

const EVERY = 60_000;
const NOON = 12 * 60;

export default function SchoolNowPage() {
  const load = useLoad(async (signal) => /** @type {Now} */ (await get("/api/school/now/", undefined, { signal })));
  useAgain(load.reload);
  return h(
    Page,
    {
      title: t("core.page.school_now"),
      lead: t("rates.now.lead"),
      width: "wide",
      tools: h(
        Fragment,
        {},
        h(Button, { icon: "refresh", onClick: load.reload, busy: load.isLoading && load.data !== undefined }, t("rates.now.refresh")),
        h(Button, { tone: "primary", icon: "mail", to: "/school/messages" }, t("core.page.school_messages")),
      ),
    },
    h(Loaded, { load, shape: "cards", rows: 4, children: (/** @type {Now} */ now) => h(Shown, { now, reload: load.reload }) }),
    h(Sheets, {}),
  );
}

/** Reads again each minute, while somebody looks. @param {() => void} reload */
function useAgain(reload) {
  useEffect(() => {
    const again = () => document.visibilityState === "visible" && reload();
    const timer = setInterval(again, EVERY);
    document.addEventListener("visibilitychange", again);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", again);
    };
  }, [reload]);
}

/** What is done to one lesson of the page, while its button turns. @param {() => void} reload */
function useDeeds(reload) {
  const [busy, setBusy] = useState(/** @type {{ lesson: number, deed: "sheet" | "remind" } | null} */ (null));
  /** @param {number} lesson @param {"sheet" | "remind"} deed @param {() => Promise<unknown>} act */
  const run = (lesson, deed, act) => {
    setBusy({ lesson, deed });
    act()
      .catch((error) => toast(error instanceof ApiError ? error.message : t("core.error.unexpected"), { tone: "wrong" }))
      .finally(() => setBusy(null));
  };
  /** @param {NowLesson} lesson */
  const onSheet = ({ id }) =>
    run(id, "sheet", async () => {
      if ((await openSheet({ lesson: id })) === "blocked") toast(t("rates.sheet.blocked"), { tone: "wrong" });
    });
  /** @param {NowLesson} lesson */
  const onRemind = ({ id, professors }) =>
    run(id, "remind", async () => {
      await post(`/api/lessons/${id}/register/reminder/`);
      toast(t("rates.now.remind_done", { names: professors.join(", ") }), { tone: "good" });
      reload();
    });
  return { busyWith: (/** @type {"sheet" | "remind"} */ deed) => (busy?.deed === deed ? busy.lesson : null), onSheet, onRemind };
}

/** @param {{ now: Now, reload: () => void }} props */
function Shown({ now, reload }) {
  const { at, lessons, absent, registers_missing: missing } = now;
  const { busyWith, onSheet, onRemind } = useDeeds(reload);
  const people = new Set(absent.map(({ student }) => student)).size;
  const totals = [
    { name: t("rates.now.absent", { count: people }), count: people, to: "#absent", look: people ? "is-warning" : "" },
    { name: t("rates.now.missing", { count: missing.length }), count: missing.length, to: "#missing", look: missing.length ? "is-warning" : "" },
    { name: t("rates.now.lessons", { count: lessons.length }), count: lessons.length, to: "#lessons", look: "" },
  ];
  return html`<div class="now">
    <p class="soft small">${t("rates.now.at", { time: formatTime(at) })}</p>
    <ul class="now-totals" role="list">
      ${totals.map(({ name, count, look }) => html`<li key=${name} class=${`rates-total ${look}`}>
        <strong class="rates-total-value figures">${formatNumber(count)}</strong><span class="rates-total-name">${name}</span>
      </li>`)}
    </ul>
    <div class="now-columns">
      ${h(Section, { title: t("rates.now.absent_title"), id: "absent" }, h(AbsentNow, { absent, lessons }))}
      <div class="now-missing">
        ${h(Section, { title: t("rates.now.missing_title"), id: "missing" }, h(RegistersMissing, { lessons: missing, busy: busyWith("remind"), onRemind }))}
      </div>
      <div>
        ${h(Section, { title: t("rates.now.lessons_title"), id: "lessons" }, h(LessonsNow, { lessons, onSheet, busy: busyWith("sheet") }))}
      </div>
    </div>
  </div>`;
}

function Sheets() {
  const load = useLoad(async (signal) => {
    const list = async (/** @type {string} */ path) => (await get(path, { page_size: 200 }, { signal })).results;
    const [groups, rooms] = await Promise.all([list("/api/groups/"), list("/api/rooms/")]);
    return { groups: /** @type {Group[]} */ (groups), rooms: /** @type {Room[]} */ (rooms).filter(({ is_active }) => is_active) };
  });
  if (!hasRight("school.register")) return null;
  const isMorning = wallOf(Date.now(), zone.value).minutes < NOON;
  return h(
    Section,
    { title: t("rates.sheet.title"), text: t("rates.sheet.text"), card: true },
    h(Loaded, {
      load,
      small: true,
      children: (/** @type {{ groups: Group[], rooms: Room[] }} */ { groups, rooms }) =>
        groups.length + rooms.length === 0 ? html`<p class="soft">${t("rates.no_group")}</p>` : h(SheetForm, { groups, rooms, isMorning }),
    }),
  );
}
