// Whether the place asks who people are.

import { featureOn } from "../place.js";
import { hasRight } from "../session.js";

/** Whether sessions have names at all. */
export const isNamed = () => featureOn("visitors");

/** Whether this person may look visitors up, and say whose something is. */
export const mayName = () => isNamed() && hasRight("visitors.manage");
