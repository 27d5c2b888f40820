import { Button } from "../components/button.js";
import { confirm } from "../components/confirm.js";
import { Dialog } from "../components/dialog.js";
import { TextArea } from "../components/text_area.js";
import { BarPlot } from "../components/bar_plot.js";
import { LinePlot } from "../components/line_plot.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { toast } from "../toasts.js";
import { sampleForm } from "./sample_form.js";
import { Chapter, Specimen } from "./specimen.js";

export function Overlays() {
  return h(
    Chapter,
    { id: "overlays", title: t("styleguide.overlays.title"), text: t("styleguide.overlays.text") },
    h(Specimen, { title: t("styleguide.dialog.title"), text: t("styleguide.dialog.text"), children: () => h(Dialogs, {}) }),
  );
}

function Dialogs() {
  const [isOpen, setOpen] = useState(false);
  const [form] = useState(() => sampleForm({ note: "" }));
  const ask = async () => {
    const isSure = await confirm({ title: t("styleguide.confirm.title"), text: t("styleguide.confirm.text"), action: t("styleguide.confirm.action"), danger: true });
    toast(isSure ? t("styleguide.confirm.yes") : t("styleguide.confirm.no"), { tone: isSure ? "good" : "info" });
  };
  const undo = () => void toast(t("styleguide.toast.undone"), { tone: "info" });
  return html`<div class="row">
      ${h(Button, { onClick: () => setOpen(true) }, t("styleguide.dialog.open"))} ${h(Button, { tone: "danger", onClick: ask }, t("styleguide.confirm.open"))}
      ${h(Button, { onClick: () => toast(t("styleguide.toast.good")) }, t("styleguide.toast.open"))}
      ${h(Button, { onClick: () => toast(t("styleguide.toast.info"), { tone: "info", action: { label: t("styleguide.toast.undo"), run: undo } }) }, t("styleguide.toast.open_action"))}
      ${h(Button, { onClick: () => toast(t("styleguide.toast.wrong"), { tone: "wrong" }) }, t("styleguide.toast.open_wrong"))}
    </div>
    ${h(
      Dialog,
      {
        open: isOpen,
        title: t("styleguide.dialog.sample"),
        lead: t("styleguide.dialog.sample_text"),
        isSticky: form.values.value.note !== "",
        onClose: () => setOpen(false),
        actions: [
          h(Button, { key: "no", onClick: () => setOpen(false) }, t("core.confirm.cancel")),
          h(Button, { key: "yes", tone: "primary", onClick: () => setOpen(false) }, t("styleguide.fields.save")),
        ],
      },
      h(TextArea, { form, name: "note", label: t("styleguide.dialog.note") }),
    )}`;
}

export function Plots() {
  return h(
    Chapter,
    { id: "plots", title: t("styleguide.plots.title"), text: t("styleguide.plots.text") },
    h(Specimen, { title: t("styleguide.plots.bars"), children: bars }),
    h(Specimen, { title: t("styleguide.plots.lines"), children: lines }),
  );
}

function bars() {
  const months = ["09", "10", "11", "12", "01"].map((month) => t(`styleguide.sample.month_${/** @type {"09" | "10" | "11" | "12" | "01"} */ (month)}`));
  return html`${h(BarPlot, {
    title: t("styleguide.plots.presence"),
    text: t("styleguide.plots.presence_text"),
    unit: "%",
    most: 100,
    labels: ["BTS SIO 1", "BTS SIO 2", "CAP"],
    labelTitle: t("styleguide.table.group"),
    series: [
      { name: t("styleguide.plots.present"), values: [96, 88, 81] },
      { name: t("styleguide.plots.late"), values: [2, 5, 11] },
      { name: t("styleguide.plots.absent"), values: [2, 7, 8] },
    ],
  })}
  ${h(BarPlot, { title: t("styleguide.plots.sessions"), labels: months, series: [{ name: t("styleguide.plots.sessions_name"), values: [412, 530, 498, 214, 377], hue: 3 }] })}
  ${h(BarPlot, { title: t("styleguide.plots.none"), labels: [], series: [] })}`;
}

function lines() {
  const days = Array.from({ length: 12 }, (_, week) => t("styleguide.plots.week", { number: String(37 + week) }));
  return html`${h(LinePlot, {
    title: t("styleguide.plots.course"),
    unit: "%",
    most: 100,
    labels: days,
    labelTitle: t("core.calendar.view_week"),
    series: [
      { name: "BTS SIO 1", values: [92, 94, 95, 91, 93, null, null, 96, 94, 97, 95, 96] },
      { name: "BTS SIO 2", values: [88, 84, 86, 83, 87, null, null, 82, 85, 88, 86, 90] },
      { name: "CAP Cuisine", values: [79, 81, 74, 77, 80, null, null, 72, 78, 75, 81, 83] },
    ],
  })}
  ${h(LinePlot, { title: t("styleguide.plots.seats"), labels: ["9 h", "10 h", "11 h", "12 h", "13 h", "14 h", "15 h", "16 h"], series: [{ name: t("styleguide.plots.seats_name"), values: [2, 5, 9, 4, 3, 11, 12, 8], hue: 1 }] })}`;
}
