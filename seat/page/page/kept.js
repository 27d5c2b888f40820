// What a seat without an agent remembers in its browser.

const NAME = "preau.kiosk";

const nothing = () => ({
  key: null, workstation: null, last_order: 0, acknowledged: 0, next_event: 1, events: [], messages: [], ended: null,
});

function read() {
  try {
    return JSON.parse(localStorage.getItem(NAME)) ?? {};
  } catch {
    return {};
  }
}

export const kept = { ...nothing(), ...read() };

export const keep = () => localStorage.setItem(NAME, JSON.stringify(kept));

/** As another page of this browser has written it. */
export const renew = () => Object.assign(kept, nothing(), read());

/** Another seat, or none; it is written down with what it is told first. */
export const become = (seat) => Object.assign(kept, nothing(), seat);
