import { Avatar } from "../components/avatar.js";
import { Badge } from "../components/badge.js";
import { Button } from "../components/button.js";
import { Card } from "../components/card.js";
import { Empty } from "../components/empty.js";
import { Failure } from "../components/failure.js";
import { Loading } from "../components/loading.js";
import { Notice } from "../components/notice.js";
import { Progress } from "../components/progress.js";
import { Steps } from "../components/steps.js";
import { Timeline } from "../components/timeline.js";
import { OneToast } from "../components/toasts.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { PEOPLE } from "./samples.js";
import { Chapter, Specimen } from "./specimen.js";

export function Messages() {
  return h(
    Chapter,
    { id: "messages", title: t("styleguide.messages.title"), text: t("styleguide.messages.text") },
    h(Specimen, { title: t("styleguide.notices.title"), text: t("styleguide.notices.text"), children: notices }),
    h(Specimen, { title: t("styleguide.badges.title"), text: t("styleguide.badges.text"), children: badges }),
    h(Specimen, { title: t("styleguide.progress.title"), text: t("styleguide.progress.text"), children: (_, suffix) => progress(suffix) }),
    h(Specimen, { title: t("styleguide.loading.title"), text: t("styleguide.loading.text"), children: loading }),
    h(Specimen, { title: t("styleguide.empty.title"), text: t("styleguide.empty.text"), children: empty }),
    h(Specimen, { title: t("styleguide.failure.title"), text: t("styleguide.failure.text"), children: failures }),
    h(Specimen, { title: t("styleguide.long.title"), text: t("styleguide.long.text"), children: longTexts }),
  );
}

function notices() {
  return html`${h(Notice, { tone: "info" }, t("styleguide.notices.info"))}
    ${h(Notice, { tone: "good", title: t("styleguide.notices.good_title") }, t("styleguide.notices.good"))}
    ${h(Notice, { tone: "warning", actions: h(Button, { small: true }, t("styleguide.notices.action")) }, t("styleguide.notices.warning"))}
    ${h(Notice, { tone: "wrong" }, t("styleguide.notices.wrong"))}
    <div class="guide-toasts">
      ${h(OneToast, { one: { id: -1, tone: "good", text: t("styleguide.toast.good") } })}
      ${h(OneToast, { one: { id: -2, tone: "info", text: t("styleguide.toast.info"), action: { label: t("styleguide.toast.undo"), run: () => {} } } })}
      ${h(OneToast, { one: { id: -3, tone: "wrong", text: t("styleguide.toast.wrong") } })}
    </div>`;
}

function badges() {
  return html`<div class="row">
      ${h(Badge, {}, t("styleguide.badges.quiet"))} ${h(Badge, { tone: "info" }, t("styleguide.badges.info"))}
      ${h(Badge, { tone: "good", icon: "check" }, t("styleguide.badges.good"))} ${h(Badge, { tone: "busy" }, t("styleguide.badges.busy"))}
      ${h(Badge, { tone: "warning" }, t("styleguide.badges.warning"))} ${h(Badge, { tone: "wrong" }, t("styleguide.badges.wrong"))}
    </div>
    <div class="row">
      ${PEOPLE.slice(0, 4).map((person) => h(Avatar, { key: person.id, user: person }))} ${h(Avatar, { user: PEOPLE[1], size: "large" })}
      ${h(Avatar, { user: PEOPLE[2], size: "small" })}
    </div>`;
}

/** @param {string} suffix */
function progress(suffix) {
  return html`${h(Progress, { label: t("styleguide.progress.import"), value: 312, max: 480 })}
    ${h(Progress, { label: t("styleguide.progress.unknown") })}
    ${h(Steps, {
      label: t("styleguide.progress.steps") + suffix,
      current: 1,
      steps: [t("styleguide.progress.step_1"), t("styleguide.progress.step_2"), t("styleguide.progress.step_3")],
    })}
    ${h(Timeline, {
      label: t("styleguide.progress.history") + suffix,
      items: [
        { id: 1, title: t("styleguide.history.present"), at: "2026-11-26T08:04:00Z", who: "Claire Fontaine", icon: "check", tone: "good", text: t("styleguide.history.reason") },
        { id: 2, title: t("styleguide.history.absent"), at: "2026-11-26T07:45:00Z", who: "Claire Fontaine", icon: "cross", tone: "wrong" },
        { id: 3, title: t("styleguide.history.opened"), at: "2026-11-26T07:30:00Z" },
      ],
    })}`;
}

function loading() {
  return html`${h(Loading, { shape: "list", rows: 3 })} ${h(Loading, { shape: "cards", rows: 2 })} ${h(Loading, { shape: "form", rows: 2 })} ${h(Loading, { shape: "text" })}`;
}

function empty() {
  return html`${h(Empty, {
    icon: "calendar",
    title: t("styleguide.empty.sample"),
    text: t("styleguide.empty.sample_text"),
    action: h(Button, { tone: "primary", icon: "plus" }, t("styleguide.empty.action")),
  })}
  ${h(Card, {}, h(Empty, { small: true, icon: "search", title: t("styleguide.empty.search"), text: t("styleguide.empty.search_text") }))}`;
}

function failures() {
  const retry = () => {};
  return html`${h(Failure, { error: { status: 0 }, retry })} ${h(Failure, { error: { status: 404 }, small: true })}
    ${h(Failure, { error: { status: 403 }, small: true })} ${h(Failure, { error: { status: 500, requestId: "01JDK3" }, retry, small: true })}`;
}

function longTexts() {
  return html`${h(Card, {}, html`<h4>${t("styleguide.long.name")}</h4><p>${t("styleguide.long.word")}</p>`)}
    ${h(Notice, { tone: "warning", title: t("styleguide.long.name") }, t("styleguide.long.word"))}
    ${h(Empty, { small: true, title: t("styleguide.long.name"), text: t("styleguide.long.word") })}`;
}
