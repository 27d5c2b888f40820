// Lessons of the day, as each role is concerned by them.

import { h } from "../h.js";
import { t } from "../i18n.js";
import { isRole } from "../session.js";
import { Coming } from "./coming.js";

export default function Lessons() {
  const view = viewOfRole();
  return h(Coming, {
    icon: "week",
    title: t(`account.school.${view}`),
    empty: t(`account.school.${view}_empty`),
    text: t(`account.school.${view}_empty_text`),
  });
}

/** Of several roles, the one with the most to do today. */
function viewOfRole() {
  if (isRole("PROFESSOR")) return "teaching";
  if (isRole("STUDENT")) return "week";
  return isRole("TUTOR") && !isRole("SCHOOL_MANAGER") ? "tutor" : "manager";
}
