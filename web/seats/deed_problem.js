import { Notice } from "../components/notice.js";
import { h } from "../h.js";

/** Why what was done last failed: said where one looks, in a dialog. @param {{ deeds: import("./deeds.js").Deeds }} props */
export function DeedProblem({ deeds: { problem } }) {
  return problem ? h(Notice, { tone: "wrong", isLive: true }, problem) : null;
}
