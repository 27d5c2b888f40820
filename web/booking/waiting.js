// The waiting list: what one waits for, a time that is offered, and how one asks to be told.

import { del, get } from "../api.js";
import { ApiError } from "../api_error.js";
import { Button } from "../components/button.js";
import { confirm } from "../components/confirm.js";
import { Notice } from "../components/notice.js";
import { Section } from "../components/section.js";
import { h, html, useState } from "../h.js";
import { formatDate, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { toast } from "../toasts.js";
import { spanInWords } from "../appointments/rules_in_words.js";
import { capital, instantInWords, whenInWords } from "../appointments/when.js";
import { WaitingDialog } from "./waiting_dialog.js";
import { bookPath } from "./wanted.js";

/** @typedef {import("../types/api.js").components["schemas"]["WishAnswer"]} Wish */

/** Open wishes of somebody, mostly one's own. @param {number} client */
export function useWishes(client) {
  return useLoad(
    async (signal) => {
      const { results } = await get("/api/waiting-list/", { client, status: "waiting,offered", page_size: 200 }, { signal });
      return /** @type {Wish[]} */ (results);
    },
    [client],
  );
}

/** Times that are kept for the reader, to be taken or declined. @param {{ wishes: Wish[], onChange: () => void }} props */
export function Offers({ wishes, onChange }) {
  return html`${wishes.map((wish) => wish.offer && h(OneOffer, { key: wish.id, wish, offer: wish.offer, onChange }))}`;
}

/** @param {{ wish: Wish, offer: NonNullable<Wish["offer"]>, onChange: () => void }} props */
function OneOffer({ wish, offer, onChange }) {
  const [isBusy, setBusy] = useState(false);
  const decline = async () => {
    const isSure = await confirm({ title: t("booking.offer.decline_title"), text: t("booking.offer.decline_text"), action: t("booking.offer.decline"), danger: true });
    if (!isSure) return;
    setBusy(true);
    try {
      await del(`/api/holds/${offer.hold}/`);
      toast(t("booking.offer.declined"));
    } catch (error) {
      toast(error instanceof ApiError ? error.message : t("core.error.unexpected"), { tone: "wrong" });
    }
    setBusy(false);
    onChange();
  };
  const take = bookPath({ coach: wish.coach, service: wish.service, wish: wish.id, date: offer.date, start: offer.start });
  const actions = [
    h(Button, { key: "take", tone: "primary", small: true, to: take }, t("booking.offer.take")),
    h(Button, { key: "decline", small: true, busy: isBusy, onClick: () => void decline() }, t("booking.offer.decline")),
  ];
  return h(
    Notice,
    { tone: "good", title: t("booking.offer.title", { when: whenInWords(offer) }), actions },
    t("booking.offer.text", { coach: wish.coach_name, until: instantInWords(offer.expires_at) }),
  );
}

/**
 * @param {{ wishes: Wish[], client: import("./asker.js").Booked | null, coach: import("./wanted.js").Coach, service: number,
 *   lastDay: string, onChange: () => void }} props client: whom coach or staff enter; null: oneself
 */
export function Waiting({ wishes, client, coach, service, lastDay, onChange }) {
  const [isOpen, setOpen] = useState(false);
  const own = wishes.filter((wish) => wish.coach === coach.id && !wish.offer);
  const name = client?.name ?? "";
  const span = spanInWords(coach.offer_seconds / 60);
  return h(
    Section,
    { title: t("booking.waiting.title"), text: client ? t("booking.waiting.text_client", { name, span }) : t("booking.waiting.text", { span }), card: true },
    own.length > 0 && html`<ul class="booking-wishes">
      ${own.map((wish) => html`<li key=${wish.id}>${client ? t("booking.waiting.waits_client", { name, wish: wishInWords(wish) }) : t("booking.waiting.waits", { wish: wishInWords(wish) })}</li>`)}
    </ul>`,
    html`<div class="row">
      ${h(Button, { icon: "bell", onClick: () => setOpen(true) }, t(client ? "booking.waiting.action_client" : "booking.waiting.action"))}
      ${own.length > 0 && h(Button, { tone: "plain", to: client ? `/appointments?view=waiting&client=${client.id}` : "/my-appointments" }, t(client ? "booking.waiting.all_client" : "booking.waiting.all"))}
    </div>`,
    isOpen && h(WaitingDialog, {
      client,
      coach: coach.id,
      service,
      lastDay,
      onClose: () => setOpen(false),
      onDone: () => {
        setOpen(false);
        toast(client ? t("booking.waiting.done_client", { name }) : t("booking.waiting.done"), { tone: "good" });
        onChange();
      },
    }),
  );
}

/** "du 1 au 5 décembre 2026, de 09:00 à 12:00" @param {Wish} wish */
function wishInWords({ first_day, last_day, from_time, to_time }) {
  const days = first_day === last_day
    ? t("booking.waiting.one_day", { day: formatDate(first_day, "weekday") })
    : t("booking.waiting.days", { first: formatDate(first_day, "medium"), last: formatDate(last_day, "medium") });
  if (from_time && to_time) return t("booking.waiting.between", { days, from: from_time, to: to_time });
  if (from_time) return t("booking.waiting.from", { days, from: from_time });
  return to_time ? t("booking.waiting.until", { days, to: to_time }) : capital(days);
}
