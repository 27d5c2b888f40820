// The page of one appointment that needs no login, and what lies beside it. An appointment names it by the address that the
// server has for people; the app asks for it where it asks for everything.

import { apiUrl } from "../api.js";

/** @param {string} link an address of the server */
export const here = (link) => {
  const { pathname, search } = new URL(link);
  return apiUrl(pathname + search);
};

/** The appointment for a calendar, with the number by which a calendar that has it already changes it. @param {{ link: string }} appointment */
export const calendarFileOf = ({ link }) => here(`${link}event.ics`);
