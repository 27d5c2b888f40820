// One appointment as a file for calendars (RFC 5545). Its UID is that of the invitation in the mail, so that whoever
// takes both has it once.

/**
 * @typedef {{ uid: string, starts_at: string, ends_at: string, location: string, video_url: string }} Dated
 * @typedef {{ summary: string, description: string, stamp: string }} Words stamp: the instant at which it is written
 */

/** @param {Dated} appointment @param {Words} words @returns {string} */
export function calendarFile({ uid, starts_at, ends_at, location, video_url }, { summary, description, stamp }) {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Preau//Appointments//FR",
    "METHOD:PUBLISH",
    "BEGIN:VEVENT",
    `UID:${uid}`,
    `DTSTAMP:${instant(stamp)}`,
    `DTSTART:${instant(starts_at)}`,
    `DTEND:${instant(ends_at)}`,
    `SUMMARY:${escaped(summary)}`,
    ...(description ? [`DESCRIPTION:${escaped(description)}`] : []),
    ...(location || video_url ? [`LOCATION:${escaped(location || video_url)}`] : []),
    ...(video_url ? [`URL:${video_url}`] : []),
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return lines.map(folded).join("\r\n") + "\r\n";
}

/** "20261126T080000Z" @param {string} text */
const instant = (text) => `${new Date(text).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;

/** @param {string} text */
function escaped(text) {
  return text.replace(/\\/g, "\\\\").replace(/([;,])/g, "\\$1").replace(/\r?\n/g, "\\n");
}

/** At most 75 octets a line, no character cut in two. @param {string} line */
function folded(line) {
  const encoder = new TextEncoder();
  let out = "";
  let length = 0;
  for (const character of line) {
    const octets = encoder.encode(character).length;
    if (length + octets > 75) {
      out += "\r\n ";
      length = 1;
    }
    out += character;
    length += octets;
  }
  return out;
}
