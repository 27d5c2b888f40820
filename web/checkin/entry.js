import { ApiError } from "../api.js";
import { Button } from "../components/button.js";
import { CodeInput } from "../components/code_input.js";
import { Form } from "../components/form.js";
import { Notice } from "../components/notice.js";
import { useRetype } from "../components/retype.js";
import { useForm } from "../forms.js";
import { h, html, useEffect, useRef, useState } from "../h.js";
import { t } from "../i18n.js";
import { canScan } from "./camera.js";
import { claim } from "./claim.js";
import { inTwo } from "./code_clock.js";
import { DeviceTaken } from "./result.js";
import { ScanDialog } from "./scan_dialog.js";
import { pairOf } from "./scanned.js";

/** @typedef {import("./shapes.js").OpenLesson} OpenLesson */
/** @typedef {import("./shapes.js").Done} Done */
/** @typedef {{ lesson: OpenLesson, linked: string | null, isOnly: boolean, onDone: (done: Done) => void, onClosed: () => void }} EntryProps */

/** One lesson whose check-in is open: six digits, or the camera. `linked`: the code of the address; `isOnly`: nothing else is open. @param {EntryProps} props */
export function Entry(props) {
  const { lesson, linked, isOnly } = props;
  const { form, first, restart, isDevice } = useClaim(props);
  const [isScanning, setScanning] = useState(false);
  const isProof = lesson.mode === "proof" || first !== null;
  useRetype(form, "code");
  // The address of a picture that was just scanned is used once, without another press.
  useEffect(() => {
    if (linked) enter(form, linked);
  }, []);
  if (isDevice) return h(DeviceTaken, {});
  const label = isProof ? t(first ? "checkin.mine.second" : "checkin.mine.first") : t("checkin.mine.code");
  return html`<div class="entry">
    ${isProof && h(Notice, { tone: "info", isLive: true, actions: first && h(Button, { small: true, onClick: restart }, t("checkin.mine.restart")) },
      first ? t("checkin.mine.wait", { code: inTwo(first) }) : t("checkin.mine.proof"))}
    ${h(
      Form,
      { form, submit: form.busy.value ? t("checkin.mine.sending") : t("checkin.mine.send"), wide: true },
      h(CodeInput, { form, name: "code", label, hint: t("checkin.mine.code_hint"), autofocus: isOnly && !canScan(), onComplete: () => void form.submit() }),
    )}
    ${canScan() && h(Button, { icon: "camera", wide: true, onClick: () => setScanning(true) }, t(first ? "checkin.mine.scan_next" : "checkin.mine.scan"))}
    ${isScanning && h(ScanDialog, {
      isNext: first !== null,
      onClose: () => setScanning(false),
      onCode: ({ lesson: meant, code }) => {
        if (form.busy.peek() || code === first) return;
        if (meant !== null && meant !== lesson.lesson) form.problem.value = t("checkin.mine.other");
        else enter(form, code);
        // In the mode of two codes the camera stays for the second.
        if (!isProof || first !== null || meant !== lesson.lesson) setScanning(false);
      },
    })}
  </div>`;
}

/** @param {import("../forms.js").Form} form @param {string} code */
function enter(form, code) {
  form.set("code", code);
  void form.submit();
}

/** What is sent, and what comes of it. @param {EntryProps} props */
function useClaim({ lesson, onDone, onClosed }) {
  const [first, setFirst] = useState(/** @type {string | null} */ (null));
  const [isDevice, setDevice] = useState(false);
  const kept = useRef(first);
  kept.current = first;
  const form = useForm({
    initial: { code: "" },
    send: async ({ code }) => {
      if (lesson.mode !== "proof" && kept.current === null) return claim(lesson.lesson, { code });
      if (kept.current === null) return /** @type {const} */ ({ is: "second", first: code });
      const pair = pairOf(kept.current, code);
      if (!pair) throw refusedAtField(t("checkin.mine.same"));
      try {
        return await claim(lesson.lesson, pair);
      } catch (error) {
        // Two that do not follow one another: it begins again.
        if (error instanceof ApiError && error.code === "wrong_code") setFirst(null);
        throw error;
      }
    },
    done: (answer) => {
      if (answer.is === "done") return onDone(answer.done);
      if (answer.is === "device") return setDevice(true);
      if (answer.is === "closed") return onClosed();
      setFirst(answer.first);
      form.reset({ code: "" });
    },
  });
  const restart = () => {
    setFirst(null);
    form.reset({ code: "" });
  };
  return { form, first, restart, isDevice };
}

/** @param {string} message */
const refusedAtField = (message) => new ApiError(400, { message: "", errors: { code: [message] } });
