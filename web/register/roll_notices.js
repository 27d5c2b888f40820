import { Button } from "../components/button.js";
import { confirm } from "../components/confirm.js";
import { Notice } from "../components/notice.js";
import { Fragment, h, html } from "../h.js";
import { t } from "../i18n.js";
import { online } from "../offline.js";
import { attendanceInWords } from "../school/status_mark.js";
import { callOff, drop, retry, settle, understood } from "./acts.js";
import { isWaiting } from "./merging.js";

/** @typedef {import("./shapes.js").Draft} Draft */
/** @typedef {import("./shapes.js").Register} Register */
/** @typedef {import("./shapes.js").Theirs} Theirs */
/** @typedef {{ draft: Draft, register: Register, onShow: (filter: import("./marks.js").Filter) => void, onReopen: () => void }} NoticesProps */

/** What stands between what was said here and the server. @param {NoticesProps} props */
export function RollNotices(props) {
  const { draft, register } = props;
  return h(
    Fragment,
    {},
    !online.value && h(Offline, { draft }),
    draft.isClosing && h(Closing, { draft }),
    draft.refused && h(RefusedNotice, props),
    Object.keys(draft.clashes).length > 0 && h(Clashes, { draft, register }),
    (draft.overruled.length > 0 || draft.strangers.length > 0) && h(Told, { draft, register }),
  );
}

/** @param {{ draft: Draft }} props */
function Offline({ draft }) {
  const count = Object.keys(draft.changes).length;
  return h(Notice, { tone: "warning", isLive: true }, count > 0 ? t("register.sync.offline_count", { count }) : t("register.sync.offline_text"));
}

/** @param {{ draft: Draft }} props */
function Closing({ draft }) {
  const isStuck = !online.value || Object.keys(draft.clashes).length > 0;
  if (!isStuck) return null;
  const actions = h(Button, { small: true, onClick: () => callOff(draft.lesson) }, t("register.sync.call_off"));
  return h(Notice, { tone: "info", actions }, t("register.sync.closing"));
}

/** @param {NoticesProps} props */
function RefusedNotice({ draft, register, onShow, onReopen }) {
  const { lesson, refused } = draft;
  if (refused?.code === "claims_undecided") {
    const actions = h(Button, { small: true, onClick: () => onShow("doubtful") }, t("register.refused.show"));
    return h(Notice, { tone: "warning", isLive: true, title: t("register.refused.undecided"), actions });
  }
  const ask = async () => {
    const isSure = await confirm({
      title: t("register.refused.drop_title"),
      text: t("register.refused.drop_text"),
      action: t("register.refused.drop_action"),
      danger: true,
    });
    if (isSure) drop(lesson);
  };
  const again = register.state === "closed" || refused?.code === "register_closed"
    ? h(Button, { small: true, icon: "edit", onClick: onReopen }, t("register.reopen"))
    : h(Button, { small: true, icon: "refresh", onClick: () => retry(lesson) }, t("register.refused.retry"));
  const actions = h(Fragment, {}, again, h(Button, { small: true, tone: "plain", onClick: ask }, t("register.refused.drop")));
  const kept = isWaiting(draft) && ` ${t("register.refused.kept")}`;
  return h(Notice, { tone: "wrong", isLive: true, title: t("register.refused"), actions }, refused?.message, kept);
}

/** Both words side by side, and the choice. @param {{ draft: Draft, register: Register }} props */
function Clashes({ draft, register }) {
  const clashes = Object.entries(draft.clashes);
  return h(
    Notice,
    { tone: "warning", isLive: true, title: t("register.clash.title", { count: clashes.length }) },
    html`<p>${t("register.clash.text")}</p>
      <ul class="roll-clashes">
        ${clashes.map(([student, { mine, theirs }]) => {
          const name = nameOf(register, Number(student));
          return html`<li key=${student}>
            <p class="roll-name">${name}</p>
            <p class="small">${t("register.clash.mine", { status: words(mine.status, mine.late || mine.left) })}</p>
            <p class="small">${t("register.clash.theirs", { who: t(`register.clash.voice.${theirs.source ?? "nobody"}`), status: theirWords(theirs) })}</p>
            <div class="row">
              ${h(Button, { small: true, onClick: () => settle(draft.lesson, Number(student), "mine"), label: `${t("register.clash.keep_mine")}, ${name}` }, t("register.clash.keep_mine"))}
              ${h(Button, { small: true, onClick: () => settle(draft.lesson, Number(student), "theirs"), label: `${t("register.clash.keep_theirs")}, ${name}` }, t("register.clash.keep_theirs"))}
            </div>
          </li>`;
        })}
      </ul>`,
  );
}

/** What happened and cannot be changed here. @param {{ draft: Draft, register: Register }} props */
function Told({ draft, register }) {
  const actions = h(Button, { small: true, onClick: () => understood(draft.lesson) }, t("register.understood"));
  return h(
    Notice,
    { tone: "info", isLive: true, actions },
    draft.overruled.length > 0 && html`<p>${t("register.overruled")}</p>
      <ul>${draft.overruled.map(({ student, theirs }) => html`<li key=${student}>${t("register.overruled.one", { name: nameOf(register, student), status: theirWords(theirs) })}</li>`)}</ul>`,
    draft.strangers.length > 0 && html`<p>${t("register.strangers", { names: draft.strangers.join(", ") })}</p>`,
  );
}

/** @param {Register} register @param {number} student */
const nameOf = ({ marks }, student) => marks.find((mark) => mark.student === student)?.name ?? "";

/** @param {import("./shapes.js").Status | null} status @param {number} minutes */
const words = (status, minutes) => (status ? attendanceInWords(status, minutes) : t("register.clash.nothing"));

/** @param {Theirs} theirs */
const theirWords = ({ status, minutes_late, minutes_left }) => words(status, status === "left_early" ? minutes_left : minutes_late);
