// The parts of logging in that this page shares with the log-in itself; fetched, with their texts, when they are needed.

import { Loaded } from "../components/loaded.js";
import { h } from "../h.js";
import { loadArea } from "../i18n.js";
import { useLoad } from "../load.js";

/** @param {{ onDone: () => void | Promise<void>, onCancel: () => void }} props */
export function SettingUp({ onDone, onCancel }) {
  const load = useLoad(async () => {
    const [part] = await Promise.all([import("../components/otp_setup.js"), loadArea("auth")]);
    return part;
  }, []);
  return h(Loaded, { load, shape: "form", small: true, children: ({ OtpSetup }) => h(OtpSetup, { onDone, onCancel }) });
}

/** @param {{ codes: string[], onDone: () => void | Promise<void> }} props */
export function NewRecoveryCodes({ codes, onDone }) {
  const load = useLoad(async () => {
    const [part] = await Promise.all([import("../components/recovery_codes.js"), loadArea("auth")]);
    return part;
  }, []);
  return h(Loaded, { load, small: true, children: ({ RecoveryCodes }) => h(RecoveryCodes, { codes, onDone }) });
}
