// Times that became free and are kept for me: what is most urgent on the page.

import { del, post } from "../api.js";
import { ApiError } from "../api_error.js";
import { Button } from "../components/button.js";
import { confirm } from "../components/confirm.js";
import { Icon } from "../components/icon.js";
import { Notice } from "../components/notice.js";
import { useNow } from "../components/now.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { toast } from "../toasts.js";
import { capital, nearWhenInWords, whenInWords } from "../appointments/when.js";
import { Countdown } from "./countdown.js";
import { offered } from "./wishes.js";

/** @typedef {import("./wishes.js").Offered} Offered */

/**
 * @param {{ wishes: import("./wishes.js").WishesLoad, onBooked: () => void, onChanged: () => void }} props
 */
export function Offers({ wishes, onBooked, onChanged }) {
  useNow(undefined);
  const offers = offered(wishes.data ?? [], Date.now());
  const onOver = () => {
    toast(t("mine.offer.over"), { tone: "info" });
    wishes.reload();
  };
  // A region that is there from the start tells of what comes into it.
  return html`<div class="mine-offers" aria-live="polite">
    ${offers.map((wish) => h(Offer, { key: wish.offer.hold, wish, onBooked, onChanged, onOver }))}
  </div>`;
}

/** @param {{ wish: Offered, onBooked: () => void, onChanged: () => void, onOver: () => void }} props */
function Offer({ wish, onBooked, onChanged, onOver }) {
  const { offer, coach_name, service_name } = wish;
  const { busy, problem, accept, decline } = useAnswer(wish, onBooked, onChanged);
  const label = (/** @type {string} */ what) => `${what}, ${whenInWords(offer)}`;
  return html`<section class="mine-offer" aria-label=${t("mine.offer.title")}>
    <span class="mine-offer-icon">${h(Icon, { name: "bell", size: 22 })}</span>
    <div class="mine-offer-words">
      <p class="mine-offer-title">${t("mine.offer.title")}</p>
      <p class="mine-offer-when">${capital(nearWhenInWords(offer))}</p>
      <p class="small">${t("mine.offer.with", { service: service_name, name: coach_name })} ${h(Countdown, { until: offer.expires_at, onOver })}</p>
    </div>
    <div class="mine-offer-tools">
      ${h(Button, { tone: "primary", icon: "check", busy: busy === "accept", onClick: () => void accept(), label: label(t("mine.offer.accept")) }, t("mine.offer.accept"))}
      ${h(Button, { busy: busy === "decline", onClick: () => void decline(), label: label(t("mine.offer.decline")) }, t("mine.offer.decline"))}
    </div>
    ${problem && html`<div class="mine-offer-problem">${h(Notice, { tone: "wrong", isLive: true }, problem)}</div>`}
  </section>`;
}

/** @param {Offered} wish @param {() => void} onBooked @param {() => void} onChanged */
function useAnswer(wish, onBooked, onChanged) {
  const [busy, setBusy] = useState(/** @type {"accept" | "decline" | null} */ (null));
  const [problem, setProblem] = useState(/** @type {string | null} */ (null));
  const { offer, coach, service } = wish;
  /** @param {"accept" | "decline"} what @param {() => Promise<unknown>} act @param {() => void} done */
  const answer = async (what, act, done) => {
    setBusy(what);
    setProblem(null);
    try {
      await act();
      done();
    } catch (error) {
      setProblem(error instanceof ApiError ? error.message : t("core.error.unexpected"));
    } finally {
      setBusy(null);
    }
  };
  const accept = () => {
    const { date, start, hold } = offer;
    return answer("accept", () => post("/api/appointments/", { date, start, coach, service, hold }), () => {
      toast(t("mine.offer.accepted", { when: whenInWords(offer) }));
      onBooked();
    });
  };
  const decline = async () => {
    const isSure = await confirm({
      title: t("mine.offer.decline_title"),
      text: t("mine.offer.decline_text", { when: whenInWords(offer) }),
      action: t("mine.offer.decline_action"),
      danger: true,
    });
    if (!isSure) return;
    await answer("decline", () => del(`/api/holds/${offer.hold}/`), () => {
      toast(t("mine.offer.declined"));
      onChanged();
    });
  };
  return { busy, problem, accept, decline };
}
