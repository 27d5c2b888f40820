// Registers: those of the day, those that nobody has closed, those that this device has not sent.

import { Page } from "../components/page.js";
import { Fragment, h } from "../h.js";
import { t } from "../i18n.js";
import { MissingList } from "../register/missing_list.js";
import { TodayRolls } from "../register/today_rolls.js";
import { UnsentList } from "../register/unsent_list.js";
import { isRole } from "../session.js";

/** @param {{ query: URLSearchParams }} props */
export default function Registers({ query }) {
  return h(
    Page,
    { title: t("core.page.registers"), lead: t("register.list.lead") },
    h(Fragment, {}, h(UnsentList, {}), isRole("PROFESSOR") && h(TodayRolls, {}), h(MissingList, { query })),
  );
}
