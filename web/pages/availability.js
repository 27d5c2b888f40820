// When a coach can be booked: the week and its rules, the exceptions to them, and the calendar kept elsewhere.

import { get } from "../api.js";
import { BusyFeedSide } from "../availability/busy_feed_side.js";
import { CoachChoice } from "../availability/coach_choice.js";
import { ExceptionsSide } from "../availability/exceptions_side.js";
import { WeekSide } from "../availability/week_side.js";
import { Button } from "../components/button.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { Page } from "../components/page.js";
import { Tabs } from "../components/tabs.js";
import { Fragment, h, useEffect } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { can, isRole, profile } from "../session.js";

/** @typedef {import("../types/api.js").components["schemas"]["CoachBody"]} Coach */
/** @typedef {import("../availability/rules_values.js").Rules} Rules */

const PATH = "/appointments/availability";
const SIDES = /** @type {const} */ (["week", "exceptions", "calendar"]);
/** A place has a few coaches. */
const MOST = 200;

/** @param {{ query: URLSearchParams }} props */
export default function AvailabilityPage({ query }) {
  const load = useLoad(async (signal) => {
    const { results } = await get("/api/coaches/", { page_size: MOST }, { signal });
    return /** @type {Coach[]} */ (results);
  });
  const coach = load.data && chosen(load.data, Number(query.get("coach")));
  const side = SIDES.find((one) => one === query.get("tab")) ?? "week";
  const isChoosable = actsForAll() && (load.data?.length ?? 0) > 1;
  return h(
    Page,
    {
      title: t("core.page.availability"),
      lead: coach && coach.id !== profile.value?.user.id ? t("availability.lead_of", { name: coach.name }) : t("availability.lead"),
      width: "wide",
      tools: coach && isChoosable && h(Button, { icon: "people", to: `${PATH}?coach=0` }, t("availability.coach.other")),
    },
    h(Loaded, {
      load,
      shape: "form",
      rows: 6,
      empty: h(NoCoach, {}),
      children: (/** @type {Coach[]} */ coaches) =>
        coach ? h(OneCoach, { key: coach.id, coach, side, isNamed: query.has("coach") }) : h(CoachChoice, { coaches }),
    }),
  );
}

/** The one asked for, else oneself, else the only one. @param {Coach[]} coaches @param {number} asked 0 in the address: none yet */
function chosen(coaches, asked) {
  const own = isRole("COACH") ? profile.value?.user.id : undefined;
  if (!actsForAll()) return coaches.find(({ id }) => id === own);
  const named = coaches.find(({ id }) => id === asked);
  if (named || new URLSearchParams(location.search).has("coach")) return named;
  return coaches.find(({ id }) => id === own) ?? (coaches.length === 1 ? coaches[0] : undefined);
}

/** A coach keeps their own hours, staff those of all. */
const actsForAll = () => can("is_admin") || !isRole("COACH");

/** @param {{ coach: Coach, side: (typeof SIDES)[number], isNamed: boolean }} props */
function OneCoach({ coach, side, isNamed }) {
  const load = useLoad((signal) => get(`/api/coaches/${coach.id}/rules/`, undefined, { signal }), [coach.id]);
  useEffect(() => {
    // On a phone the tabs are wider than the screen.
    document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [side]);
  const of = isNamed ? `&coach=${coach.id}` : "";
  return h(
    Fragment,
    {},
    h(Tabs, {
      label: t("availability.tabs"),
      current: side,
      items: SIDES.map((id) => ({ id, label: t(`availability.tab.${id}`), to: `${PATH}?tab=${id}${of}` })),
    }),
    side === "exceptions" && h(ExceptionsSide, { coach: coach.id }),
    side === "calendar" && h(BusyFeedSide, { coach: coach.id }),
    side === "week" &&
      h(Loaded, {
        load,
        shape: "form",
        rows: 6,
        children: (/** @type {Rules} */ rules) => h(WeekSide, { coach, rules, onRules: load.set }),
      }),
  );
}

function NoCoach() {
  return h(Empty, {
    icon: "person",
    title: t("availability.coach.none"),
    text: t("availability.coach.none_text"),
    action: can("can_manage_users") && h(Button, { tone: "primary", icon: "people", to: "/people" }, t("availability.coach.people")),
  });
}
