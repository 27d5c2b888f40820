// Beside the form: the days that it would give, what stands in the way, what is free instead.

import { Notice } from "../components/notice.js";
import { Section } from "../components/section.js";
import { h, html, useEffect } from "../h.js";
import { t, zone } from "../i18n.js";
import { capital, dateAt, minutesInWords, minutesOf, whenInWords } from "../school/lesson_when.js";
import { AcceptClash } from "./accept_clash.js";
import { ClashNotice } from "./clash_notice.js";
import { useClosings } from "./closings.js";
import { closingOf, occurrencesOf, previewed } from "./dates.js";
import { DatesPreview } from "./dates_preview.js";
import { useLessonCheck } from "./lesson_check.js";
import { useSeriesCheck } from "./series_check.js";
import { checkBody, seriesCheckBody } from "./values.js";
import { instantsOf } from "./wall_times.js";

/**
 * @typedef {import("./shapes.js").Check} Check
 * @typedef {import("./values.js").Values} Values
 */

/**
 * @param {{ form: import("./what_fields.js").ValuesForm, rooms: readonly import("./shapes.js").Room[], refused: Check | null,
 *   series?: number, onCheck: (check: Check | null) => void, onPick: (one: import("./shapes.js").Alternative) => void }} props
 *   `refused`: what the write has met; `series`: the one that is changed
 */
export function PlanningAside({ form, rooms, refused, series, onCheck, onPick }) {
  const values = form.values.value;
  const isSeries = values.kind === "series";
  const { known, occurrences } = useDays(values, rooms);
  const body = isSeries ? seriesCheckBody(values, series) : checkBody(values);
  const ofLesson = useLessonCheck(isSeries ? null : body);
  const ofSeries = useSeriesCheck(isSeries ? body : null);
  const asked = isSeries ? ofSeries : ofLesson;
  const check = refused ?? asked.check;
  useEffect(() => onCheck(check), [check]);
  const met = new Set((check?.clashes ?? []).map(({ from }) => dateAt(from)));
  const shut = isSeries ? null : closingOf(values.day, known);
  const days = ofSeries.check ? previewed(ofSeries.check.lessons, known, (skipped) => t(`planning.skipped.${skipped}`)) : occurrences;
  return html`<aside class="planning-aside">
    ${h(
      Section,
      { title: t(isSeries ? "planning.aside.dates" : "planning.aside.lesson"), card: true },
      isSeries
        ? h(DatesPreview, { occurrences: days, met, isComplete: Boolean(values.first_day && values.last_day) })
        : h(OneDay, { values, shut }),
    )}
    ${h(
      Section,
      { title: t("planning.aside.clashes"), card: true },
      html`<div class="stack">
        ${h(ClashNotice, {
          check,
          isChecking: asked.isChecking,
          day: isSeries ? undefined : values.day,
          onPick,
          isOfSeries: isSeries,
          isIdle: !refused && !body,
          problem: refused ? null : asked.error?.message,
        })}
        ${h(AcceptClash, { form, check })}
      </div>`,
    )}
  </aside>`;
}

/** @param {Values} values @param {readonly import("./shapes.js").Room[]} rooms */
function useDays({ kind, day, weekday, every_weeks, first_day, last_day, room }, rooms) {
  const [first, last] = kind === "series" ? [first_day, last_day] : [day, day];
  const { data = { closed: [], holidays: [] } } = useClosings(first, last);
  const known = { ...data, site: rooms.find(({ id }) => id === room)?.site ?? null };
  const occurrences = kind === "series" ? occurrencesOf({ weekday, every_weeks, first_day, last_day }, known) : [];
  return { known, occurrences };
}

/** @param {{ values: Values, shut: string | null }} props */
function OneDay({ values, shut }) {
  const times = instantsOf(values, zone.value);
  if (!times) return html`<p class="soft small">${t("planning.preview.idle")}</p>`;
  const minutes = minutesOf(times);
  return html`<div class="stack-s" aria-live="polite">
    <p><strong>${capital(whenInWords(times))}</strong>${minutes > 0 && html` <span class="soft">(${minutesInWords(minutes)})</span>`}</p>
    ${times.ends_at < new Date().toISOString() && h(Notice, { tone: "warning" }, t("planning.preview.past"))}
    ${shut !== null && h(Notice, { tone: "warning" }, t("planning.preview.shut_day", { reason: shut }))}
  </div>`;
}
