/* People and hours of the guide. Names are those of the demonstration place; nobody is meant. */

/** @typedef {{ id: number, first_name: string, last_name: string, email: string | null, group: string, rate: number, isActive: boolean }} SamplePerson */

/** @type {SamplePerson[]} */
export const PEOPLE = [
  { id: 1, first_name: "Inès", last_name: "Abadie", email: "ines.abadie@centre-preau.example", group: "BTS SIO 1", rate: 98, isActive: true },
  { id: 2, first_name: "Théo", last_name: "Bernard", email: "theo.bernard@centre-preau.example", group: "BTS SIO 1", rate: 91, isActive: true },
  { id: 3, first_name: "Maëlys", last_name: "Charpentier-Vandenbroucke", email: null, group: "CAP Cuisine", rate: 74, isActive: false },
  { id: 4, first_name: "Oumar", last_name: "Diallo", email: "oumar.diallo@centre-preau.example", group: "BTS SIO 2", rate: 88, isActive: true },
];

/** @type {import("../components/calendar_layout.js").Opening[]} */
export const OPENINGS = [
  ...[1, 2, 3, 4, 5].flatMap((day) => [
    { day, opens: "08:30", closes: "12:30" },
    { day, opens: "13:30", closes: "18:30" },
  ]),
  { day: 6, opens: "09:00", closes: "12:30" },
];

/** A Thursday, at 10:20 in Paris. */
export const NOW = "2026-11-26T09:20:00Z";
export const WEEK = "2026-W48";
