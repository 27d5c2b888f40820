// What the page says, in both languages; a visitor's choice holds until the next one sits down.

const fr = {
  cancel: "Annuler",
  close: "Fermer",
  closed_ended: "La session est terminée.",
  closed_by_visitor: "Session terminée. Merci, et à bientôt.",
  closed_closing: "La salle ferme\u00a0: la session est terminée.",
  closed_expired: "Le temps est écoulé\u00a0: la session est terminée.",
  closed_moved: "La session continue sur un autre poste.",
  code_incomplete: "Le code compte 6 caractères.",
  code_refused: "Ce code ne peut pas être utilisé. Vérifiez-le ou demandez à l’accueil.",
  code_unreachable: "Le serveur ne répond pas. Réessayez dans un instant ou demandez à l’accueil.",
  elsewhere: "Ce poste est ouvert ailleurs",
  elsewhere_help: "Cette page est déjà ouverte dans un autre onglet, ou sur une autre machine, et une seule à la fois sert de poste. Celle-ci ne compte rien et n’ouvre rien.",
  end: "Terminer la session",
  end_help: "Le temps restant sera perdu et les documents non enregistrés aussi.",
  end_now: "Terminer maintenant",
  end_title: "Terminer la session\u00a0?",
  enrol: "Inscrire ce poste",
  enrolment_code: "Code d’inscription",
  enter_code: "Saisissez le code à 6 caractères remis à l’accueil.",
  erase: "Effacer",
  from_desk: "Message de l’accueil",
  go_on: "Continuer",
  keyboard: "Clavier à l’écran",
  language: "Langue",
  locked_by_desk: "Écran verrouillé",
  locked_by_desk_help: "Le temps continue. Pour reprendre, saisissez de nouveau votre code.",
  lost: "Poste indisponible",
  lost_help: "Le programme de ce poste ne répond pas. Il reprend de lui-même\u00a0; sinon, prévenez l’accueil.",
  message_sent: "Message envoyé à l’accueil.",
  message_empty: "Écrivez d’abord le message.",
  message_queued: "Le message partira au retour du réseau.",
  message_waits: "Trop de messages attendent\u00a0: adressez-vous à l’accueil.",
  messages: "Messages",
  minutes_added: (minutes) => `${minutes}\u00a0min de plus.`,
  new_seat: "Ce navigateur n’est pas encore un poste",
  new_seat_help: "Un opérateur obtient un code d’inscription, valable 30 minutes, dans la fiche du poste.",
  until_of: (time, total) => `Jusqu’à ${time} · ${total} en tout`,
  offline: "Hors ligne",
  open: "Commencer",
  opening: "Ouverture…",
  page_title: (seat) => (seat ? `${seat} – Préau` : "Préau"),
  read: "J’ai lu",
  send: "Envoyer",
  suspended: "Session suspendue",
  suspended_help: "Ce poste est gardé pendant quelques minutes. Pour reprendre, adressez-vous à l’accueil.",
  suspended_left: (left) => `Il reste ${left}.`,
  take_over: "Continuer ici",
  time_left: "Temps restant",
  warning_closing: (minutes) => `La salle ferme dans ${minutes}\u00a0min. Enregistrez vos documents.`,
  warning_time: (minutes) => `Il reste ${minutes}\u00a0min. Enregistrez vos documents.`,
  welcome: "Bienvenue",
  write: "Écrire à l’accueil",
  your_message: "Message",
};

const en = {
  cancel: "Cancel",
  close: "Close",
  closed_ended: "The session is over.",
  closed_by_visitor: "Session ended. Thank you, see you soon.",
  closed_closing: "The room is closing: the session is over.",
  closed_expired: "Time is up: the session is over.",
  closed_moved: "The session goes on at another seat.",
  code_incomplete: "The code has 6 characters.",
  code_refused: "This code cannot be used. Check it, or ask at the desk.",
  code_unreachable: "The server does not answer. Try again in a moment, or ask at the desk.",
  elsewhere: "This seat is open elsewhere",
  elsewhere_help: "This page is already open in another tab, or on another machine, and only one at a time is the seat. This one counts nothing and opens nothing.",
  end: "End the session",
  end_help: "The time left will be lost, and so will documents that are not saved.",
  end_now: "End now",
  end_title: "End the session?",
  enrol: "Enrol this seat",
  enrolment_code: "Enrolment code",
  enter_code: "Enter the 6-character code that you were given at the desk.",
  erase: "Erase",
  from_desk: "Message from the desk",
  go_on: "Go on",
  keyboard: "On-screen keyboard",
  language: "Language",
  locked_by_desk: "Screen locked",
  locked_by_desk_help: "Time runs on. To go on, enter your code again.",
  lost: "Seat not available",
  lost_help: "The program of this seat does not answer. It comes back by itself; if not, tell the desk.",
  message_sent: "Message sent to the desk.",
  message_empty: "Write the message first.",
  message_queued: "The message will be sent when the network is back.",
  message_waits: "Too many messages are waiting: please go to the desk.",
  messages: "Messages",
  minutes_added: (minutes) => `${minutes}\u00a0min more.`,
  new_seat: "This browser is not a seat yet",
  new_seat_help: "An operator gets an enrolment code, valid for 30 minutes, on the page of the seat.",
  until_of: (time, total) => `Until ${time} · ${total} in all`,
  offline: "Offline",
  open: "Start",
  opening: "Opening…",
  page_title: (seat) => (seat ? `${seat} – Préau` : "Préau"),
  read: "I have read it",
  send: "Send",
  suspended: "Session suspended",
  suspended_help: "This seat is kept for a few minutes. To go on, ask at the desk.",
  suspended_left: (left) => `${left} left.`,
  take_over: "Go on here",
  time_left: "Time left",
  warning_closing: (minutes) => `The room closes in ${minutes}\u00a0min. Save your documents.`,
  warning_time: (minutes) => `${minutes}\u00a0min left. Save your documents.`,
  welcome: "Welcome",
  write: "Write to the desk",
  your_message: "Message",
};

const languages = { fr, en };
const first = navigator.languages.map((one) => one.slice(0, 2)).find((one) => one in languages) ?? "fr";
let language = first;
const followers = [];

export const current = () => language;
export const text = (key, ...values) => {
  const found = languages[language][key];
  return typeof found === "function" ? found(...values) : found;
};
export const onLanguage = (follow) => followers.push(follow);

export function speak(wanted = first) {
  language = wanted in languages ? wanted : "fr";
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = text(element.dataset.text);
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", text(element.dataset.label));
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === language));
  }
  for (const follow of followers) follow();
}

/** "1:05:09", "4:59": as it ticks. */
export function ticking(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (number) => String(number).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** "1 h 05", "45 min": as it is said. */
export function span(ms) {
  const minutes = Math.max(0, Math.ceil(ms / 60_000));
  if (minutes < 60) return `${minutes}\u00a0min`;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return rest === 0 ? `${hours}\u00a0h` : `${hours}\u00a0h\u00a0${String(rest).padStart(2, "0")}`;
}

export const clock = (at) => at.toLocaleTimeString(language === "en" ? "en-GB" : language, { hour: "2-digit", minute: "2-digit" });
