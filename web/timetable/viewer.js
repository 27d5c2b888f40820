// Who looks, as far as it decides what can be chosen.

import { can, hasRight, isRole, profile } from "../session.js";

/**
 * @typedef {object} Viewer
 * @property {number | undefined} id
 * @property {boolean} teaches
 * @property {boolean} studies
 * @property {boolean} seesEverything the office: everybody's week
 * @property {boolean} findsPeople may search among all people
 * @property {boolean} plans
 * @property {boolean} registers
 * @property {boolean} attends
 * @property {boolean} tutorsOnly has no week of their own, but students
 */

/** @returns {Viewer} */
export function viewer() {
  const teaches = isRole("PROFESSOR");
  const studies = isRole("STUDENT");
  const seesEverything = hasRight("school.structure");
  return {
    id: profile.value?.user.id,
    teaches,
    studies,
    seesEverything,
    findsPeople: seesEverything && can("can_manage_users"),
    plans: hasRight("school.plan"),
    registers: hasRight("school.register"),
    attends: hasRight("school.attend"),
    tutorsOnly: isRole("TUTOR") && !teaches && !studies && !seesEverything,
  };
}

/** Students see their own week; everybody else has others to choose from. @param {Viewer} who */
export const hasChoice = (who) => who.seesEverything || who.teaches || who.tutorsOnly || isRole("TUTOR");

/** Nobody expects them anywhere, so that they begin with a choice. @param {Viewer} who */
export const hasNoWeek = (who) => who.seesEverything && !who.teaches && !who.studies;
