// The queue for a free seat, its public board, reservations of seats.
export default {};
