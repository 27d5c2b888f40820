// What had the focus is about to go (a row that was taken out, a button that has done its work): the focus goes to the
// title of its part, so that somebody who does not see the page knows where they are.

/** @param {string} part the id of the title, or of the part that holds it */
export function leadFocus(part) {
  const lead = () => {
    const found = document.getElementById(part);
    const title = found?.querySelector("h2") ?? found;
    if (!title) return;
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
  };
  // A dialog that closes gives the focus back after the next frame; this comes after it.
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(lead)));
}
