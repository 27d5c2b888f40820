// What had the focus is gone (a form that was closed, a row that was taken out): it goes to the title of its section, so
// that somebody who does not see the page knows where they are.

/** @param {string} section its id */
export function leadFocus(section) {
  requestAnimationFrame(() => {
    const title = document.querySelector(`#${section} h2`);
    // Who has gone on meanwhile stays where they are.
    if (!(title instanceof HTMLElement) || document.activeElement !== document.body) return;
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
  });
}
