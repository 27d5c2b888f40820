// The link of an appointment, for whoever comes along or looks after it.

import { here } from "../appointments/booking_link.js";
import { t } from "../i18n.js";
import { toast } from "../toasts.js";

/** @param {{ link: string }} appointment */
export async function copyLink({ link }) {
  try {
    await navigator.clipboard.writeText(link);
    toast(t("mine.link.copied"));
  } catch {
    // A browser that does not let it be copied: from its page it can.
    window.open(here(link), "_blank", "noopener");
  }
}
