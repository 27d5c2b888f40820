import { Button, IconButton } from "../components/button.js";
import { CheckField } from "../components/check_field.js";
import { ChoicesField } from "../components/choices_field.js";
import { CodeInput } from "../components/code_input.js";
import { CopyText } from "../components/copy_text.js";
import { DateField } from "../components/date_field.js";
import { FileField } from "../components/file_field.js";
import { Form } from "../components/form.js";
import { Menu } from "../components/menu.js";
import { PasswordField } from "../components/password_field.js";
import { Segments } from "../components/segments.js";
import { SelectField } from "../components/select_field.js";
import { StrengthMeter } from "../components/strength_meter.js";
import { Tabs } from "../components/tabs.js";
import { TextArea } from "../components/text_area.js";
import { TextField } from "../components/text_field.js";
import { UploadField } from "../components/upload_field.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { toast } from "../toasts.js";
import { sampleForm } from "./sample_form.js";
import { Chapter, Specimen } from "./specimen.js";

export function Controls() {
  return h(
    Chapter,
    { id: "controls", title: t("styleguide.controls.title"), text: t("styleguide.controls.text") },
    h(Specimen, { title: t("styleguide.buttons.title"), text: t("styleguide.buttons.text"), children: buttons }),
    h(Specimen, { title: t("styleguide.choose.title"), text: t("styleguide.choose.text"), children: (_, suffix) => h(Choosing, { suffix }) }),
    h(Specimen, { title: t("styleguide.fields.title"), text: t("styleguide.fields.text"), children: () => h(Fields, {}) }),
    h(Specimen, { title: t("styleguide.wrong.title"), text: t("styleguide.wrong.text"), children: () => h(WrongFields, {}) }),
    h(Specimen, { title: t("styleguide.upload.title"), text: t("styleguide.upload.text"), children: () => h(Uploads, {}) }),
  );
}

function buttons() {
  return html`<div class="row">
      ${h(Button, { tone: "primary" }, t("styleguide.buttons.primary"))} ${h(Button, {}, t("styleguide.buttons.quiet"))}
      ${h(Button, { tone: "danger", icon: "trash" }, t("styleguide.buttons.danger"))} ${h(Button, { tone: "plain" }, t("styleguide.buttons.plain"))}
    </div>
    <div class="row">
      ${h(Button, { tone: "primary", busy: true }, t("styleguide.buttons.busy"))} ${h(Button, { busy: true }, t("styleguide.buttons.busy"))}
      ${h(Button, { tone: "primary", disabled: true }, t("styleguide.buttons.disabled"))} ${h(Button, { disabled: true }, t("styleguide.buttons.disabled"))}
    </div>
    <div class="row">
      ${h(Button, { small: true, icon: "plus" }, t("styleguide.buttons.small"))} ${h(Button, { iconAfter: "arrow_right" }, t("styleguide.buttons.next"))}
      ${h(IconButton, { icon: "edit", label: t("styleguide.buttons.edit") })} ${h(IconButton, { icon: "refresh", tone: "quiet", label: t("styleguide.buttons.reload") })}
      ${h(IconButton, { icon: "edit", label: t("styleguide.buttons.edit_later"), disabled: true })}
    </div>
    ${h(Button, { wide: true, tone: "primary" }, t("styleguide.long.button"))}`;
}

/** @param {{ suffix: string }} props */
function Choosing({ suffix }) {
  const [view, setView] = useState("week");
  const [tab, setTab] = useState("all");
  return html`<div class="row">
      ${h(Menu, { label: t("styleguide.menu.title"), text: t("styleguide.menu.title"), align: "start", items: menuItems() })}
      ${h(Menu, { label: t("styleguide.menu.more"), items: menuItems() })}
      ${h(Menu, { label: t("styleguide.menu.off"), isDisabled: true, items: [] })}
    </div>
    ${h(Segments, {
      label: t("styleguide.choose.segments") + suffix,
      value: view,
      onPick: setView,
      options: [
        { value: "day", label: t("core.calendar.view_day") },
        { value: "week", label: t("core.calendar.view_week") },
      ],
    })}
    ${h(Tabs, {
      label: t("styleguide.choose.tabs") + suffix,
      current: tab,
      onPick: setTab,
      items: [
        { id: "all", label: t("styleguide.choose.all"), count: 128 },
        { id: "students", label: t("styleguide.choose.students"), count: 96 },
        { id: "professors", label: t("styleguide.choose.professors") },
      ],
    })}
    ${h(CopyText, { text: "preau_4f2a9c7e1b", label: t("styleguide.choose.token") })}`;
}

/** @returns {import("../components/menu.js").MenuItem[]} */
function menuItems() {
  const say = () => void toast(t("styleguide.menu.done"), { tone: "info" });
  return [
    { label: t("styleguide.menu.edit"), icon: "edit", run: say },
    { label: t("styleguide.menu.print"), icon: "print", run: say },
    { label: t("styleguide.menu.off"), icon: "mail", isDisabled: true },
    { label: t("styleguide.menu.by_name"), isChecked: true, startsGroup: true, run: say },
    { label: t("styleguide.menu.by_date"), isChecked: false, run: say },
    { label: t("styleguide.menu.remove"), icon: "trash", isDanger: true, startsGroup: true, run: say },
  ];
}

function Fields() {
  const [form] = useState(() =>
    sampleForm({ first: "Inès", password: "", kind: "student", birth: "2009-04-17", keep: true, modules: [1, 3], about: "", file: null, code: "4821" }),
  );
  return h(
    Form,
    { form, submit: t("styleguide.fields.save"), cancel: { onClick: () => {} } },
    h(TextField, { form, name: "first", label: t("styleguide.fields.first"), required: true }),
    h(TextField, { form, name: "phone", label: t("styleguide.fields.phone"), hint: t("styleguide.fields.phone_hint"), type: "tel", required: false, icon: "phone" }),
    h(TextField, { form, name: "off", label: t("styleguide.fields.off"), disabled: true, placeholder: t("styleguide.fields.off_text") }),
    h(PasswordField, { form, name: "password", label: t("styleguide.fields.password"), autocomplete: "new-password" }),
    h(StrengthMeter, { password: "tilleul orage bleu" }),
    h(SelectField, { form, name: "kind", label: t("styleguide.fields.kind"), options: [{ value: "student", label: t("styleguide.choose.students") }, { value: "professor", label: t("styleguide.choose.professors") }] }),
    h(DateField, { form, name: "birth", label: t("styleguide.fields.birth") }),
    h(ChoicesField, { form, name: "modules", label: t("styleguide.fields.modules"), options: subjects() }),
    h(TextArea, { form, name: "about", label: t("styleguide.fields.about"), hint: t("styleguide.fields.about_hint") }),
    h(FileField, { form, name: "file", label: t("styleguide.fields.file"), accept: ".csv" }),
    h(CodeInput, { form, name: "code", label: t("styleguide.fields.code"), hint: t("styleguide.fields.code_hint") }),
    h(CheckField, { form, name: "keep", label: t("styleguide.fields.keep"), hint: t("styleguide.fields.keep_hint") }),
  );
}

function subjects() {
  const keys = /** @type {const} */ (["maths", "french", "history", "english"]);
  return keys.map((key, index) => ({ value: index + 1, label: t(`styleguide.sample.${key}`) }));
}

function WrongFields() {
  const [form] = useState(() => sampleForm({ email: "ines@exemple", code: "482193", keep: false }));
  form.fail(t("styleguide.wrong.summary"), {
    email: [t("styleguide.wrong.email")],
    code: [t("styleguide.wrong.code")],
    keep: [t("styleguide.wrong.keep")],
  });
  return h(
    Form,
    { form, submit: t("styleguide.fields.save") },
    h(TextField, { form, name: "email", label: t("styleguide.fields.email"), type: "email", required: true }),
    h(CodeInput, { form, name: "code", label: t("styleguide.fields.code") }),
    h(CheckField, { form, name: "keep", label: t("styleguide.fields.accept") }),
  );
}

function Uploads() {
  const [file, setFile] = useState(/** @type {File | null} */ (null));
  const [sent] = useState(() => new File(["x".repeat(730_000)], t("styleguide.upload.name"), { type: "application/pdf" }));
  return html`${h(UploadField, {
    label: t("styleguide.upload.photo"),
    hint: t("styleguide.upload.hint"),
    accept: "image/*",
    maxBytes: 5_000_000,
    file,
    onPick: setFile,
    onRemove: () => setFile(null),
  })}
  ${h(UploadField, { label: t("styleguide.upload.proof"), file: sent, isUploading: true, progress: 0.62, onPick: () => {}, onCancel: () => {} })}
  ${h(UploadField, { label: t("styleguide.upload.list"), accept: ".csv", file: null, problem: t("styleguide.upload.problem"), onPick: () => {} })}`;
}
