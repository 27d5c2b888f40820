import { Button } from "../components/button.js";
import { h, html, useId, useState } from "../h.js";
import { t } from "../i18n.js";
import { MOST, USUAL, minutesIn } from "../seats/minutes.js";
import { spanText } from "../seats/time_left.js";

/**
 * Minutes: one tap gives the code; any other number may be typed.
 * @param {{ busy: number, most: number | null, isDisabled: boolean, onPick: (minutes: number) => void }} props
 */
export function MinuteTaps({ busy, most, isDisabled, onPick }) {
  const id = useId();
  const [other, setOther] = useState("");
  const minutes = minutesIn(other);
  const isWrong = other !== "" && minutes === 0;
  /** @param {Event} event */
  const submit = (event) => {
    event.preventDefault();
    if (!isDisabled && minutes > 0) onPick(minutes);
  };
  return html`<form class="minute-taps" noValidate onSubmit=${submit}>
    <p class="field-label" id=${`${id}-title`}>${t("room.code.minutes")}</p>
    <div class="minute-chips" role="group" aria-labelledby=${`${id}-title`}>
      ${USUAL.map((choice) => h(Button, {
        key: choice,
        wide: true,
        busy: busy === choice,
        disabled: isDisabled || (most !== null && choice > most),
        label: t("room.code.give", { span: spanText(choice * 60) }),
        onClick: () => onPick(choice),
      }, spanText(choice * 60)))}
    </div>
    <div class="minute-other">
      <label for=${id} class="soft small">${t("room.code.other")}</label>
      <div class=${`control control-short${isWrong ? " is-wrong" : ""}`}>
        <input id=${id} inputmode="numeric" autocomplete="off" maxlength="4" value=${other} disabled=${isDisabled}
          aria-invalid=${isWrong ? "true" : undefined} aria-describedby=${isWrong ? `${id}-wrong` : undefined}
          onInput=${(/** @type {{ currentTarget: HTMLInputElement }} */ event) => setOther(event.currentTarget.value.trim())} />
      </div>
      ${h(Button, { type: "submit", disabled: isDisabled || minutes === 0, busy: busy > 0 && busy === minutes && !USUAL.includes(minutes) }, t("room.code.give_other"))}
    </div>
    ${isWrong && html`<p class="field-hint is-wrong" id=${`${id}-wrong`} role="alert">${t("seats.minutes.wrong", { most: MOST })}</p>`}
  </form>`;
}
