// What several pages of the computer room share: states of seats and sessions, times left.
export default {};
